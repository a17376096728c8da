import type { ReactNode } from 'react'
import {
  Button,
  Dialog,
  Form,
  FormButtons,
  Select,
  text,
  TextField,
  useChange,
  useLanguage,
} from '@nachweis/console'
import type { Role } from '../../../kernel/policy.ts'
import { listActivity } from '../contract/activity.ts'
import { listCustomers, showOrganisation } from '../contract/organisations.ts'
import { invitePerson, listPeople } from '../contract/people.ts'
import { RoleChoice } from './admin-role-choice.tsx'

interface Props {
  readonly organisation: string
  readonly kind: 'provider' | 'customer'
  readonly isOpen: boolean
  readonly onClose: () => void
}

/** Invites somebody by mail. */
export function InviteDialog({ organisation, kind, isOpen, onClose }: Props): ReactNode {
  const language = useLanguage()
  const invite = useChange(invitePerson, {
    renews: [listPeople, showOrganisation, listCustomers, listActivity],
    done: words.invited,
    after: () => close(),
  })
  const close = () => {
    invite.reset()
    onClose()
  }
  return (
    <Dialog title={words.title} isOpen={isOpen} onClose={close} isDismissable={!invite.isPending}>
      <Form
        onSubmit={({ name = '', email = '', roles = '', language: chosen }) =>
          invite.mutate({
            params: { organisation },
            body: { name, email, roles: roles.split(',') as Role[], language: chosen === 'en' ? 'en' : 'de' },
          })
        }
        isPending={invite.isPending}
        error={invite.error}
        fieldOf={emailProblems}
      >
        <TextField name="name" label={words.name} maxLength={120} autoComplete="off" autoFocus />
        <TextField name="email" type="email" label={words.email} maxLength={254} autoComplete="off" />
        <RoleChoice kind={kind} defaultValue={[kind === 'provider' ? 'employee' : 'member']} />
        <LanguageChoice defaultValue={language} />
        <FormButtons>
          <Button type="submit" weight="strong" label={words.send} isPending={invite.isPending} />
          <Button label={words.cancel} onPress={close} isDisabled={invite.isPending} />
        </FormButtons>
      </Form>
    </Dialog>
  )
}

/** Which field a refusal about an e-mail address belongs to. */
export const emailProblems = { 'email-in-use': 'email', 'email-malformed': 'email' }

/** In which language somebody is written to. */
export function LanguageChoice({ defaultValue }: { readonly defaultValue: 'de' | 'en' }): ReactNode {
  return (
    <Select
      name="language"
      label={words.language}
      description={words.languageWhat}
      defaultValue={defaultValue}
      options={[
        { id: 'de', label: 'Deutsch' },
        { id: 'en', label: 'English' },
      ]}
    />
  )
}

const words = {
  title: text('Person einladen', 'Invite a person'),
  name: text('Name', 'Name'),
  email: text('E-Mail-Adresse', 'E-mail address'),
  language: text('Sprache', 'Language'),
  languageWhat: text(
    'Der Einladung und der Mails danach; die Person kann sie selbst ändern.',
    'Of the invitation and of later mails; the person can change it.',
  ),
  send: text('Einladen', 'Invite'),
  cancel: text('Abbrechen', 'Cancel'),
  invited: text(
    'Die Einladung ist erstellt. Der Link darin gilt sieben Tage.',
    'The invitation is created. Its link works for seven days.',
  ),
}
