import { useEffect, useEffectEvent, useState, type ReactNode } from 'react'
import {
  bare,
  Button,
  CodeField,
  CopyField,
  Failure,
  Form,
  FormButtons,
  Loading,
  OutsideLink,
  text,
  useChange,
  useText,
} from '@nachweis/console'
import { beginTotp, confirmTotp } from '../contract/factors.ts'
import './enrolment.css'

interface Props {
  /** The recovery codes that came with the first second factor; null with a further one. */
  readonly onAdded: (recoveryCodes: readonly string[] | null) => void
  readonly onCancel: () => void
  readonly label?: string
}

/** Sets up an authenticator app: picture or secret, then a code of it as the proof that it took it. */
export function AddTotp({ onAdded, onCancel, label }: Props): ReactNode {
  const t = useText()
  const begin = useChange(beginTotp)
  const confirm = useChange(confirmTotp, { after: ({ recoveryCodes }) => onAdded(recoveryCodes) })
  const [tries, setTries] = useState(0)
  const start = () => begin.mutate({ body: { label: label ?? t(words.app) } })
  const first = useEffectEvent(start)
  useEffect(() => first(), [])
  if (begin.error) return <Failure error={begin.error} onRetry={start} />
  if (!begin.data) return <Loading />
  const { id, secret, uri, qr } = begin.data
  const send = (code: string) => {
    if (!confirm.isPending)
      confirm.mutate({ params: { factor: id }, body: { code } }, { onError: () => setTries(tries + 1) })
  }
  return (
    <ol className="steps">
      <li>
        <p>{t(words.scan)}</p>
        <img className="qr" src={qr} alt={t(words.qr)} width="200" height="200" />
        <p>
          <OutsideLink href={uri}>{t(words.open)}</OutsideLink>
        </p>
        <CopyField label={words.secret} value={inGroups(secret)} description={words.secretWhat} />
      </li>
      <li>
        <Form
          key={tries}
          onSubmit={({ code = '' }) => send(bare(code))}
          isPending={confirm.isPending}
          error={confirm.error}
        >
          <CodeField
            name="code"
            label={words.code}
            description={words.codeWhat}
            onComplete={send}
            autoFocus={tries > 0}
          />
          <FormButtons>
            <Button type="submit" weight="strong" label={words.confirm} isPending={confirm.isPending} />
            <Button label={words.cancel} onPress={onCancel} />
          </FormButtons>
        </Form>
      </li>
    </ol>
  )
}

/** As people read it aloud; apps take it with or without spaces. */
const inGroups = (secret: string) => secret.replaceAll(/(.{4})(?=.)/g, '$1 ')

const words = {
  app: text('Authentifizierungs-App', 'Authenticator app'),
  scan: text(
    'Öffnen Sie Ihre Authentifizierungs-App, wählen Sie „Hinzufügen“ und lesen Sie dieses Bild ein.',
    'Open your authenticator app, choose “Add” and scan this picture.',
  ),
  qr: text(
    'QR-Code mit dem Schlüssel, der auch als Text darunter steht',
    'QR code with the key that also stands below as text',
  ),
  open: text('App auf diesem Gerät öffnen', 'Open the app on this device'),
  secret: text('Schlüssel von Hand eintragen', 'Enter the key by hand'),
  secretWhat: text('Zeitbasiert, sechs Ziffern, 30 Sekunden.', 'Time-based, six digits, 30 seconds.'),
  code: text('Code der App', 'Code of the app'),
  codeWhat: text(
    'Damit sehen wir, dass die App den Schlüssel hat.',
    'This shows us that the app has the key.',
  ),
  confirm: text('App bestätigen', 'Confirm the app'),
  cancel: text('Zurück', 'Back'),
}
