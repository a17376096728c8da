import type { ReactNode } from 'react'
import type { z } from 'zod'
import {
  Button,
  ButtonLink,
  FormButtons,
  Notice,
  PageHead,
  ProblemNotice,
  text,
  useChange,
  useText,
  type ScreenProps,
} from '@nachweis/console'
import { reportNotMe } from '../contract/sessions.ts'
import './arrival.css'
import { LinkOver } from './link-over.tsx'

/** "This was not me": says what a press will do, does it once, and says how to go on. */
export function NotMeScreen({ params }: ScreenProps): ReactNode {
  const t = useText()
  const report = useChange(reportNotMe)
  if (report.data) return <Ended ended={report.data} />
  if (report.error?.status === 410) {
    const ask = <ButtonLink href="/reset" label={words.reset} />
    return <LinkOver error={report.error} onRetry={() => report.reset()} lead={words.over} actions={ask} />
  }
  return (
    <>
      <PageHead title={words.title} lead={words.lead} />
      <ul>
        {words.effects.map((effect) => (
          <li key={effect.en}>{t(effect)}</li>
        ))}
      </ul>
      <ProblemNotice error={report.error} />
      <FormButtons>
        <Button
          weight="danger"
          label={words.report}
          isPending={report.isPending}
          onPress={() => report.mutate({ body: { secret: params['secret'] ?? '' } })}
        />
      </FormButtons>
      <p className="beneath">{t(words.wasMe)}</p>
    </>
  )
}

function Ended({ ended }: { readonly ended: z.output<typeof reportNotMe.output> }) {
  const t = useText()
  const { sessionsEnded, tokensRevoked, factorsRemoved } = ended
  return (
    <>
      <PageHead title={words.done} />
      <Notice tone="done">
        <ul>
          <li>{t(words.sessions(sessionsEnded))}</li>
          <li>{t(words.tokens(tokensRevoked))}</li>
          <li>{t(words.factors(factorsRemoved))}</li>
          <li>{t(words.password)}</li>
        </ul>
      </Notice>
      <p>{t(words.next)}</p>
      <FormButtons>
        <ButtonLink href="/sign-in" label={words.signIn} />
      </FormButtons>
    </>
  )
}

const words = {
  title: text('Das waren nicht Sie?', 'This was not you?'),
  lead: text(
    'Dann sperren wir Ihr Konto jetzt gegen alle, die darin sind. Ein Druck auf den Knopf bewirkt dies:',
    'Then we shut everybody out of your account now. Pressing the button does this:',
  ),
  effects: [
    text('Alle Sitzungen enden, auf jedem Gerät.', 'All sessions end, on every device.'),
    text('Ihre Zugangsschlüssel werden widerrufen.', 'Your tokens are revoked.'),
    text(
      'Zweite Faktoren und Verknüpfungen, die um diese Zeit dazukamen, werden entfernt.',
      'Second factors and connections that were added around that time are removed.',
    ),
    text(
      'Ihr Passwort gilt nicht mehr; ein Link für ein neues kommt per Mail.',
      'Your password no longer works; a link to a new one comes by mail.',
    ),
  ],
  report: text('Das war ich nicht: alles beenden', 'This was not me: end everything'),
  wasMe: text(
    'Waren Sie es doch, schließen Sie diese Seite einfach. Es ist nichts geschehen.',
    'If it was you after all, just close this page. Nothing has happened.',
  ),
  over: text(
    'Er wurde schon benutzt oder ist abgelaufen. Ist Ihr Konto in Gefahr, setzen Sie Ihr Passwort zurück und wenden Sie sich an Ihre Administration.',
    'It was used already or has expired. If your account is in danger, reset your password and turn to your administrators.',
  ),
  reset: text('Passwort zurücksetzen', 'Reset the password'),
  done: text('Niemand ist mehr in Ihrem Konto', 'Nobody is in your account any more'),
  sessions: (n: number) => text(`Sitzungen beendet: ${n}`, `Sessions ended: ${n}`),
  tokens: (n: number) => text(`Zugangsschlüssel widerrufen: ${n}`, `Tokens revoked: ${n}`),
  factors: (n: number) => text(`Zweite Faktoren entfernt: ${n}`, `Second factors removed: ${n}`),
  password: text('Das alte Passwort gilt nicht mehr.', 'The old password no longer works.'),
  next: text(
    'Setzen Sie jetzt mit dem Link aus Ihrer Mail ein neues Passwort und melden Sie sich damit an. Hat jemand Zugriff auf Ihr Postfach, ändern Sie zuerst dessen Passwort. Sagen Sie auch Ihrer Administration Bescheid.',
    'Now set a new password with the link in your mail and sign in with it. If somebody has access to your mailbox, change its password first. Tell your administrators as well.',
  ),
  signIn: text('Zur Anmeldung', 'To the sign-in'),
}
