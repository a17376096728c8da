import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import {
  Button,
  ButtonLink,
  Form,
  FormButtons,
  Loaded,
  Notice,
  queryOf,
  Section,
  Select,
  Say,
  text,
  TextField,
  useChange,
  useLanguage,
  useMe,
  useText,
} from '@nachweis/console'
import { invitePerson, listPeople } from '../../identity/contract/people.ts'
import { roles as policies, rolesOf, type Role } from '../../../kernel/policy.ts'
import type { StepProps } from './first-steps-screen.tsx'

/** The first staff: invitations by mail. */
export function StaffStep({ shown, onNext }: StepProps): ReactNode {
  const t = useText()
  const organisation = useMe()?.organisation.id ?? ''
  const people = useQuery(queryOf(listPeople, { params: { organisation } }))
  return (
    <Section title={words.title} lead={words.lead}>
      {!shown.hasMail && (
        <Notice tone="warning" title={words.noMail}>
          <p>{t(words.noMailWhat)}</p>
          <ButtonLink href="/outbox" label={words.outbox} />
        </Notice>
      )}
      <Loaded query={people}>
        {(data) => (
          <ul className="staff">
            {data.people.map((person) => (
              <li key={person.id}>
                <span>{person.name}</span>
                <span className="staff-more">
                  <Say words={rolesWords(person.roles)} /> · <Say words={words.states[person.state]} />
                </span>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      <InviteForm organisation={organisation} />
      <FormButtons>
        <Button label={words.goOn} weight="strong" onPress={onNext} />
      </FormButtons>
    </Section>
  )
}

function InviteForm({ organisation }: { readonly organisation: string }) {
  const language = useLanguage()
  const [round, setRound] = useState(0)
  const [role, setRole] = useState<Role>('security')
  const invite = useChange(invitePerson, {
    renews: [listPeople],
    done: words.invited,
    after: () => setRound(round + 1),
  })
  return (
    <Form
      key={round}
      onSubmit={({ name = '', email = '' }) =>
        invite.mutate({ params: { organisation }, body: { name, email, roles: [role], language } })
      }
      isPending={invite.isPending}
      error={invite.error}
      fieldOf={{ 'email-in-use': 'email', 'email-malformed': 'email' }}
    >
      <TextField name="name" label={words.name} maxLength={120} autoComplete="off" autoFocus={round > 0} />
      <TextField name="email" type="email" label={words.email} maxLength={254} autoComplete="off" />
      <Select
        name="role"
        label={words.role}
        value={role}
        onChange={(id) => setRole(id as Role)}
        options={rolesOf('provider').map((id) => ({
          id,
          label: policies[id].title,
          description: policies[id].sentence,
        }))}
      />
      <FormButtons>
        <Button type="submit" label={words.invite} isPending={invite.isPending} />
      </FormButtons>
    </Form>
  )
}

const rolesWords = (names: readonly string[]) => {
  const titles = names.map((name) => policies[name as Role]?.title ?? text(name, name))
  return text(titles.map(({ de }) => de).join(', '), titles.map(({ en }) => en).join(', '))
}

const words = {
  title: text('Wer arbeitet mit?', 'Who takes part?'),
  lead: text(
    'Laden Sie ein, wer prüfen, einsehen oder verwalten soll. Wer annimmt, richtet selbst Passwort oder Passkey und den zweiten Faktor ein.',
    'Invite whoever is to check, look or manage. Whoever accepts sets up password or passkey and the second factor themselves.',
  ),
  noMail: text('Mails gehen noch nicht hinaus', 'Mails do not go out yet'),
  noMailWhat: text(
    'Es ist kein Mailserver eingetragen (mail in nachweis.yaml). Einladungen liegen im Postausgang der Konsole; von dort können Sie den Link weitergeben.',
    'No mail server is entered (mail in nachweis.yaml). Invitations lie in the console’s outbox; you can pass the link on from there.',
  ),
  outbox: text('Zum Postausgang', 'To the outbox'),
  states: {
    invited: text('eingeladen', 'invited'),
    active: text('aktiv', 'active'),
    deactivated: text('deaktiviert', 'deactivated'),
  },
  name: text('Name', 'Name'),
  email: text('E-Mail-Adresse', 'E-mail address'),
  role: text('Rolle', 'Role'),
  invite: text('Einladen', 'Invite'),
  invited: text('Die Einladung ist erstellt.', 'The invitation is made.'),
  goOn: text('Weiter', 'Continue'),
}
