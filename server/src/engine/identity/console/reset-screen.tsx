import type { ReactNode } from 'react'
import {
  Button,
  ButtonLink,
  Form,
  FormButtons,
  Notice,
  PageHead,
  text,
  useChange,
  useText,
  type ScreenProps,
} from '@nachweis/console'
import { resetPassword } from '../contract/sign-in.ts'
import { LinkOver } from './link-over.tsx'
import { NewPassword, passwordFieldOf } from './new-password.tsx'

/** Sets a new password by the link from the mail; signing in comes afterwards. */
export function ResetScreen({ params }: ScreenProps): ReactNode {
  const t = useText()
  const reset = useChange(resetPassword)
  const secret = params['secret'] ?? ''
  if (reset.isSuccess) {
    return (
      <>
        <PageHead title={words.set} />
        <Notice tone="done">
          <p>{t(words.setWhat)}</p>
        </Notice>
        <FormButtons>
          <ButtonLink href="/sign-in" weight="strong" label={words.signIn} />
        </FormButtons>
      </>
    )
  }
  if (reset.error?.status === 410 || reset.error?.reason === 'not-as-declared') {
    const ask = <ButtonLink href="/reset" label={words.ask} />
    return <LinkOver error={reset.error} onRetry={() => reset.reset()} lead={words.over} actions={ask} />
  }
  return (
    <>
      <PageHead title={words.title} lead={words.lead} />
      <Form
        onSubmit={({ password = '' }) => reset.mutate({ body: { secret, password } })}
        isPending={reset.isPending}
        error={reset.error}
        fieldOf={passwordFieldOf}
      >
        <NewPassword context={[]} characters={null} />
        <FormButtons>
          <Button type="submit" weight="strong" label={words.save} isPending={reset.isPending} />
        </FormButtons>
      </Form>
    </>
  )
}

const words = {
  title: text('Neues Passwort', 'New password'),
  lead: text(
    'Danach melden Sie sich damit an. Alle anderen Sitzungen Ihres Kontos enden.',
    'You then sign in with it. All other sessions of your account end.',
  ),
  save: text('Passwort setzen', 'Set the password'),
  set: text('Das neue Passwort gilt', 'The new password is in force'),
  setWhat: text(
    'Alle Sitzungen Ihres Kontos sind beendet. Melden Sie sich jetzt mit dem neuen Passwort an; haben Sie einen zweiten Faktor, wird er wie gewohnt verlangt.',
    'All sessions of your account have ended. Now sign in with the new password; if you have a second factor, it is asked for as usual.',
  ),
  signIn: text('Zur Anmeldung', 'To the sign-in'),
  over: text(
    'Er wurde schon benutzt, durch einen neueren ersetzt oder ist abgelaufen. Fordern Sie einen neuen an.',
    'It was used already, replaced by a newer one or has expired. Ask for a new one.',
  ),
  ask: text('Neuen Link anfordern', 'Ask for a new link'),
}
