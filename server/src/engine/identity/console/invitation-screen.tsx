import { useQuery } from '@tanstack/react-query'
import { useEffect, useState, type ReactNode } from 'react'
import type { z } from 'zod'
import {
  Button,
  ButtonLink,
  choose,
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
import { acceptInvitation, showInvitation } from '../contract/sign-in.ts'
import { Enrolment } from './enrolment.tsx'
import { FirstFactor, type Way } from './first-factor.tsx'
import { LanguageField } from './language-field.tsx'
import { leaveTo } from './leave.ts'
import { LinkOver } from './link-over.tsx'
import { passwordFieldOf } from './new-password.tsx'
import { UsernameForPasswordStores } from './password-form.tsx'

/** An invitation: what for, and how the invited person will sign in. */
export function InvitationScreen({ params }: ScreenProps): ReactNode {
  const secret = params['secret'] ?? ''
  const link = useQuery({ ...queryOf(showInvitation, { body: { secret } }), staleTime: Infinity })
  const [enrolling, setEnrolling] = useState<Way | null>(null)
  const language = link.data?.language
  useEffect(() => {
    if (language !== undefined) choose({ language })
  }, [language])
  if (enrolling !== null)
    return <Enrolment hasPassword={enrolling === 'password'} onDone={() => leaveTo('/')} />
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
  return <AcceptForm secret={secret} invitation={link.data} onEnrol={setEnrolling} />
}

interface FormProps {
  readonly secret: string
  readonly invitation: z.output<typeof showInvitation.output>
  readonly onEnrol: (way: Way) => void
}

function AcceptForm({ secret, invitation, onEnrol }: FormProps) {
  const language = useLanguage()
  const [way, setWay] = useState<Way>('password')
  const [name, setName] = useState(invitation.name)
  const accept = useChange(acceptInvitation, {
    after: ({ next }) => (next === 'done' ? leaveTo('/') : onEnrol(way)),
  })
  const send = ({ password = '' }: Readonly<Record<string, string>>) =>
    accept.mutate({ body: { secret, name, language, password: way === 'password' ? password : null } })
  const { organisation, email } = invitation
  return (
    <>
      <PageHead title={words.title(organisation)} lead={words.lead(email)} />
      <Form onSubmit={send} isPending={accept.isPending} error={accept.error} fieldOf={passwordFieldOf}>
        <UsernameForPasswordStores email={email} />
        <TextField
          name="name"
          label={words.name}
          value={name}
          onChange={setName}
          autoComplete="name"
          maxLength={120}
        />
        <LanguageField />
        <FirstFactor
          way={way}
          onWay={setWay}
          context={[organisation, email, name]}
          characters={invitation.passwordCharacters}
        />
        <FormButtons>
          <Button type="submit" weight="strong" label={words.accept} isPending={accept.isPending} />
        </FormButtons>
      </Form>
    </>
  )
}

const words = {
  title: (organisation: string) => text(`Einladung von ${organisation}`, `Invitation from ${organisation}`),
  lead: (email: string) =>
    text(
      `Sie bekommen ein Konto für ${email}. Mit dieser Adresse melden Sie sich an.`,
      `You get an account for ${email}. You sign in with this address.`,
    ),
  name: text('Ihr Name', 'Your name'),
  accept: text('Einladung annehmen', 'Accept the invitation'),
  over: text(
    'Er wurde schon benutzt, durch einen neueren ersetzt oder ist abgelaufen. Bitten Sie um eine neue Einladung. Haben Sie eben angenommen und noch keinen zweiten Faktor, richten Sie ihn jetzt ein.',
    'It was used already, replaced by a newer one or has expired. Ask for a new invitation. If you have just accepted and have no second factor yet, set it up now.',
  ),
  enrol: text('Weiter zum zweiten Faktor', 'On to the second factor'),
}
