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
  title: text('Zugang wiederherstellen', 'Recover your access'),
  lead: text(
    'Wir schicken Ihnen einen Link, mit dem Sie ein neues Passwort setzen, auch wenn Sie bisher nur einen Passkey hatten. Haben Sie einen zweiten Faktor, brauchen Sie danach ihn oder einen Wiederherstellungscode.',
    'We send you a link to set a new password, even if you only had a passkey so far. If you have a second factor, you then need it or a recovery code.',
  ),
  email: text('E-Mail-Adresse', 'E-mail address'),
  send: text('Link schicken', 'Send the link'),
  back: text('Zur Anmeldung', 'To the sign-in'),
  sent: text('Sehen Sie in Ihr Postfach', 'Look into your mailbox'),
  sentWhat: (email: string) =>
    text(
      `Gibt es ein Konto für ${email}, ist ein Link dorthin unterwegs. Er gilt kurze Zeit und einmal.`,
      `If there is an account for ${email}, a link is on its way there. It works for a short time and once.`,
    ),
  sentElse: text(
    'Kommt nichts an, sehen Sie im Spam-Ordner nach. Verlangt Ihre Organisation das Firmenkonto, melden Sie sich damit an.',
    'If nothing arrives, look into the spam folder. If your organisation requires the company account, sign in with that.',
  ),
  again: text('Andere Adresse', 'Other address'),
}
