import { useState, type ReactNode } from 'react'
import { Button, Notice, PageHead, Section, text, useText } from '@nachweis/console'
import { AddPasskey } from './add-passkey.tsx'
import { AddTotp } from './add-totp.tsx'
import { KeyIcon } from './key-icon.tsx'
import { passkeyPlace } from './passkey.ts'
import { PlaceNotice } from './place-notice.tsx'
import { RecoveryCodes } from './recovery-codes.tsx'

interface Props {
  /** Without a password a passkey is the only way back: an app alone would not do. */
  readonly hasPassword: boolean
  readonly onDone: () => void
}

type Stage = 'choice' | 'totp' | 'passkey'

/** Sets up the second factor that is owed: which one, the factor itself, and the recovery codes that come with it. */
export function Enrolment({ hasPassword, onDone }: Props): ReactNode {
  const [stage, setStage] = useState<Stage>('choice')
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  const added = (recoveryCodes: readonly string[] | null) => {
    if (recoveryCodes === null) onDone()
    else setCodes(recoveryCodes)
  }
  const back = () => setStage('choice')
  if (codes) {
    return (
      <>
        <PageHead title={words.codesTitle} />
        <RecoveryCodes codes={codes} onKept={onDone} />
      </>
    )
  }
  if (stage === 'totp') {
    return (
      <>
        <PageHead title={words.totpTitle} />
        <AddTotp onAdded={added} onCancel={back} />
      </>
    )
  }
  if (stage === 'passkey') {
    return (
      <>
        <PageHead title={words.passkeyTitle} />
        <AddPasskey onAdded={added} onCancel={back} />
      </>
    )
  }
  return <Choice hasPassword={hasPassword} onChoose={setStage} />
}

/** Which second factor. */
function Choice({
  hasPassword,
  onChoose,
}: Pick<Props, 'hasPassword'> & { readonly onChoose: (stage: Stage) => void }): ReactNode {
  const t = useText()
  return (
    <>
      <PageHead title={words.title} lead={hasPassword ? words.lead : words.leadNoPassword} />
      <Section title={words.passkey}>
        <p>{t(words.passkeyWhat)}</p>
        {passkeyPlace() === 'here' ? (
          <Button
            label={words.passkeyStart}
            weight="strong"
            icon={<KeyIcon />}
            onPress={() => onChoose('passkey')}
          />
        ) : (
          <PlaceNotice />
        )}
      </Section>
      <Section title={words.totp}>
        <p>{t(words.totpWhat)}</p>
        {hasPassword ? (
          <Button
            label={words.totpStart}
            weight={passkeyPlace() === 'here' ? 'plain' : 'strong'}
            onPress={() => onChoose('totp')}
          />
        ) : (
          <Notice>
            <p>{t(words.totpNotAlone)}</p>
          </Notice>
        )}
      </Section>
    </>
  )
}

const words = {
  title: text('Zweiten Faktor einrichten', 'Set up a second factor'),
  lead: text(
    'Ihre Organisation verlangt neben dem Passwort einen zweiten Faktor. Einmal eingerichtet, genügt ein Passkey sogar allein.',
    'Your organisation requires a second factor beside the password. Once set up, a passkey even suffices alone.',
  ),
  leadNoPassword: text(
    'Sie melden sich ohne Passwort an. Richten Sie dafür jetzt einen Passkey ein.',
    'You sign in without a password. Set up a passkey for that now.',
  ),
  passkey: text('Passkey', 'Passkey'),
  passkeyTitle: text('Passkey einrichten', 'Set up a passkey'),
  passkeyWhat: text(
    'Am bequemsten und am sichersten: Sie bestätigen mit Fingerabdruck, Gesicht oder Geräte-PIN, und eine gefälschte Seite bekommt nichts.',
    'The most convenient and the safest: you confirm with fingerprint, face or device PIN, and a fake page gets nothing.',
  ),
  passkeyStart: text('Passkey einrichten', 'Set up a passkey'),
  totp: text('Authentifizierungs-App', 'Authenticator app'),
  totpTitle: text('App einrichten', 'Set up an app'),
  totpWhat: text(
    'Eine App auf Ihrem Telefon zeigt alle 30 Sekunden einen neuen sechsstelligen Code.',
    'An app on your phone shows a new code of six digits every 30 seconds.',
  ),
  totpStart: text('App einrichten', 'Set up an app'),
  totpNotAlone: text(
    'Eine App ergänzt ein Passwort. Sie haben keines: Richten Sie zuerst einen Passkey ein; eine App können Sie danach hinzufügen.',
    'An app goes with a password. You have none: set up a passkey first; you can add an app afterwards.',
  ),
  codesTitle: text('Wiederherstellungscodes', 'Recovery codes'),
}
