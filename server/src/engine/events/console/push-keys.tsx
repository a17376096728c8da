import { useState, type ReactNode } from 'react'
import { CopyField, Notice, RadioGroup, text, useText } from '@nachweis/console'
import { sampleOf, schemeOptions, type Scheme } from './push-samples.ts'
import { CodeExample } from './sources-example-list.tsx'
import './sources.css'

interface Props {
  readonly publicKey: string
  /** Shown this once; null: it was shown before. */
  readonly secret: string | null
}

/** What a receiver needs to verify signatures, in the scheme of its choice, with a program that does so. */
export function PushKeys({ publicKey, secret }: Props): ReactNode {
  const t = useText()
  const [scheme, setScheme] = useState<Scheme>('v1')
  return (
    <div className="push-part">
      <RadioGroup
        name="scheme"
        label={words.scheme}
        description={words.both}
        value={scheme}
        onChange={(id) => setScheme(id === 'v1a' ? 'v1a' : 'v1')}
        options={schemeOptions}
      />
      {scheme === 'v1a' && <CopyField label={words.publicKey} value={publicKey} />}
      {scheme === 'v1' && secret !== null && (
        <>
          <CopyField label={words.secret} value={secret} />
          <Notice tone="warning">
            <p>{t(words.once)}</p>
          </Notice>
        </>
      )}
      {scheme === 'v1' && secret === null && <p>{t(words.shown)}</p>}
      <p>{t(words.verify)}</p>
      <CodeExample key={scheme} title={words.program} code={sampleOf(scheme, publicKey)} />
    </div>
  )
}

const words = {
  scheme: text('Womit Ihr Empfänger prüft', 'How your receiver verifies'),
  both: text(
    'Jede Nachricht trägt beide Signaturen; eine davon zu prüfen genügt.',
    'Every message carries both signatures; verifying one of them is enough.',
  ),
  secret: text('Geheimnis', 'Secret'),
  publicKey: text('Öffentlicher Schlüssel', 'Public key'),
  once: text(
    'Das Geheimnis wird nur jetzt gezeigt. Hinterlegen Sie es beim Empfänger, und nirgends sonst.',
    'The secret is shown only now. Put it away at the receiver, and nowhere else.',
  ),
  shown: text(
    'Das Geheimnis (whsec_…) wurde beim Erzeugen gezeigt und lässt sich nicht noch einmal ansehen. Ist es verloren, erneuern Sie es.',
    'The secret (whsec_…) was shown when it was made and cannot be seen again. If it is lost, renew it.',
  ),
  verify: text(
    'So prüft der Empfänger, z. B. mit Node.js. Er weist ab, was nicht von uns ist oder älter als fünf Minuten, und merkt sich die webhook-id: Dieselbe Nachricht kann mehr als einmal ankommen.',
    'This is how the receiver verifies, e.g. with Node.js. It refuses what is not ours or older than five minutes, and remembers the webhook-id: the same message may arrive more than once.',
  ),
  program: text('Programm zum Prüfen', 'Program to verify'),
}
