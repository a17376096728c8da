import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import {
  Button,
  ButtonLink,
  Form,
  FormButtons,
  Loading,
  PageHead,
  queryOf,
  text,
  TextField,
  useChange,
  useLanguage,
  type ScreenProps,
} from '@nachweis/console'
import { acceptSetup, showSetup } from '../contract/sign-in.ts'
import { Enrolment } from './enrolment.tsx'
import { FirstFactor, type Way } from './first-factor.tsx'
import { LanguageField } from './language-field.tsx'
import { leaveTo } from './leave.ts'
import { LinkOver } from './link-over.tsx'
import { passwordFieldOf } from './new-password.tsx'

/** The first administrator's link: makes the provider and its first owner, whose second factor follows. */
export function SetupScreen({ params }: ScreenProps): ReactNode {
  const secret = params['secret'] ?? ''
  const link = useQuery({ ...queryOf(showSetup, { body: { secret } }), staleTime: Infinity })
  const [enrolling, setEnrolling] = useState<Way | null>(null)
  if (enrolling !== null)
    return <Enrolment hasPassword={enrolling === 'password'} onDone={() => leaveTo('/first-steps')} />
  if (link.error) {
    return (
      <LinkOver
        error={link.error}
        onRetry={() => void link.refetch()}
        lead={words.over}
        actions={<ButtonLink href="/enrol" label={words.enrol} />}
      />
    )
  }
  if (!link.data) return <Loading />
  return (
    <OwnerForm
      secret={secret}
      provider={link.data.provider}
      characters={link.data.passwordCharacters}
      onEnrol={setEnrolling}
    />
  )
}

interface FormProps {
  readonly secret: string
  readonly provider: string
  readonly characters: number
  readonly onEnrol: (way: Way) => void
}

function OwnerForm({ secret, provider, characters, onEnrol }: FormProps) {
  const language = useLanguage()
  const [way, setWay] = useState<Way>('password')
  const [known, setKnown] = useState({ organisation: provider, name: '', email: '' })
  const accept = useChange(acceptSetup, {
    after: ({ next }) => (next === 'done' ? leaveTo('/first-steps') : onEnrol(way)),
  })
  const know = (change: Partial<typeof known>) => setKnown({ ...known, ...change })
  const send = ({ password = '' }: Readonly<Record<string, string>>) =>
    accept.mutate({ body: { secret, ...known, language, password: way === 'password' ? password : null } })
  return (
    <>
      <PageHead title={words.title} lead={words.lead} />
      <Form
        onSubmit={send}
        isPending={accept.isPending}
        error={accept.error}
        fieldOf={{ ...passwordFieldOf, 'email-malformed': 'email' }}
      >
        <TextField
          name="organisation"
          label={words.organisation}
          description={words.organisationWhat}
          value={known.organisation}
          onChange={(organisation) => know({ organisation })}
          autoComplete="organization"
          maxLength={120}
          autoFocus
        />
        <TextField
          name="name"
          label={words.name}
          value={known.name}
          onChange={(name) => know({ name })}
          autoComplete="name"
          maxLength={120}
        />
        <TextField
          name="email"
          type="email"
          label={words.email}
          description={words.emailWhat}
          value={known.email}
          onChange={(email) => know({ email })}
          autoComplete="username"
          maxLength={254}
        />
        <LanguageField />
        <FirstFactor way={way} onWay={setWay} context={Object.values(known)} characters={characters} />
        <FormButtons>
          <Button type="submit" weight="strong" label={words.create} isPending={accept.isPending} />
        </FormButtons>
      </Form>
    </>
  )
}

const words = {
  title: text('Willkommen bei Nachweis', 'Welcome to Nachweis'),
  lead: text(
    'Sie richten diese Installation ein und werden ihr erster Inhaber. Das dauert etwa drei Minuten.',
    'You set up this installation and become its first owner. This takes about three minutes.',
  ),
  organisation: text('Anbieter', 'Provider'),
  organisationWhat: text(
    'Wie Ihr Unternehmen auf der öffentlichen Seite heißt.',
    'What your company is called on the public page.',
  ),
  name: text('Ihr Name', 'Your name'),
  email: text('Ihre E-Mail-Adresse', 'Your e-mail address'),
  emailWhat: text('Damit melden Sie sich an.', 'You sign in with it.'),
  create: text('Konto anlegen', 'Create the account'),
  over: text(
    'Er wurde schon benutzt oder durch einen neueren ersetzt. Der Server nennt den gültigen bei seinem Start, bis einer benutzt wurde. Haben Sie Ihr Konto hier eben angelegt, richten Sie den zweiten Faktor ein.',
    'It was used already or replaced by a newer one. The server prints the valid one at its start, until one was used. If you have just made your account here, go on with the second factor.',
  ),
  enrol: text('Weiter zum zweiten Faktor', 'On to the second factor'),
}
