import { useState, type ReactNode } from 'react'
import {
  Button,
  ButtonLink,
  Form,
  FormButtons,
  Notice,
  PageHead,
  text,
  TextField,
  useChange,
  useText,
} from '@nachweis/console'
import { requestPasswordReset } from '../contract/sign-in.ts'
import { useWait, WaitNotice } from './wait.tsx'

/** Asks for a link to a new password; what is said is the same for every address. */
export function ResetRequestScreen(): ReactNode {
  const t = useText()
  const [email, setEmail] = useState('')
  const request = useChange(requestPasswordReset)
  const wait = useWait(request.error)
  if (request.isSuccess) {
    return (
      <>
        <PageHead title={words.sent} />
        <Notice tone="done">
          <p>{t(words.sentWhat(email))}</p>
        </Notice>
        <p>{t(words.sentElse)}</p>
        <FormButtons>
          <ButtonLink href="/sign-in" weight="strong" label={words.back} />
          <Button label={words.again} onPress={() => request.reset()} />
        </FormButtons>
      </>
    )
  }
  return (
    <>
      <PageHead title={words.title} lead={words.lead} />
      <WaitNotice seconds={wait} />
      <Form
        onSubmit={() => request.mutate({ body: { email } })}
        isPending={request.isPending}
        error={wait > 0 ? null : request.error}
        fieldOf={{ 'email-malformed': 'email' }}
      >
        <TextField
          name="email"
          type="email"
          label={words.email}
          autoComplete="username"
          value={email}
          onChange={setEmail}
          maxLength={254}
          autoFocus
        />
        <FormButtons>
          <Button
            type="submit"
            weight="strong"
            label={words.send}
            isPending={request.isPending}
            isDisabled={wait > 0}
          />
          <ButtonLink href="/sign-in" label={words.back} />
        </FormButtons>
      </Form>
    </>
  )
}

const words = {
  title: text('Passwort vergessen', 'Forgotten password'),
  lead: text(
    'Wir schicken Ihnen einen Link, mit dem Sie ein neues setzen. Ihr zweiter Faktor bleibt, wie er ist.',
    'We send you a link to set a new one. Your second factor stays as it is.',
  ),
  email: text('E-Mail-Adresse', 'E-mail address'),
  send: text('Link schicken', 'Send the link'),
  back: text('Zur Anmeldung', 'To the sign-in'),
  sent: text('Sehen Sie in Ihr Postfach', 'Look into your mailbox'),
  sentWhat: (email: string) =>
    text(
      `Gibt es ein Konto mit Passwort für ${email}, ist ein Link dorthin unterwegs. Er gilt kurze Zeit und einmal.`,
      `If there is an account with a password for ${email}, a link is on its way there. It works for a short time and once.`,
    ),
  sentElse: text(
    'Kommt nichts an, sehen Sie im Spam-Ordner nach oder melden Sie sich mit Ihrem Passkey oder Firmenkonto an.',
    'If nothing arrives, look into the spam folder, or sign in with your passkey or company account.',
  ),
  again: text('Andere Adresse', 'Other address'),
}
