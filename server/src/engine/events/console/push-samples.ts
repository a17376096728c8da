import { text } from '@nachweis/console'

/** Schemes of Standard Webhooks: with a secret that both sides know, and with a key pair. */
export type Scheme = 'v1' | 'v1a'

/** Programs for Node.js that verify a webhook: the body as the bytes that came, before anything parses it. */
export const sampleOf = (scheme: Scheme, publicKey: string): string =>
  scheme === 'v1' ? withSecret : withPublicKey(publicKey)

const withSecret = `// npm install standardwebhooks
import { Webhook } from 'standardwebhooks'

const webhook = new Webhook(process.env.WEBHOOK_SECRET) // whsec_…

export function read(headers, body) {
  return webhook.verify(body, headers) // throws if it is not ours
}`

const withPublicKey = (publicKey: string) => `import { createPublicKey, verify } from 'node:crypto'

const publicKey = '${publicKey}'
const x = Buffer.from(publicKey.slice('whpk_'.length), 'base64').toString('base64url')
const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })

export function read(headers, body) {
  const at = headers['webhook-timestamp']
  const signed = Buffer.from(\`\${headers['webhook-id']}.\${at}.\${body}\`)
  const isOurs = headers['webhook-signature']
    .split(' ')
    .filter((each) => each.startsWith('v1a,'))
    .some((each) => verify(null, signed, key, Buffer.from(each.slice(4), 'base64')))
  if (!isOurs || Math.abs(Date.now() / 1000 - at) > 300) throw new Error('not ours, or too old')
  return JSON.parse(body)
}`

export const schemeOptions = [
  {
    id: 'v1',
    label: text('HMAC-SHA256, mit einem gemeinsamen Geheimnis', 'HMAC-SHA256, with a shared secret'),
    description: text(
      'Das kann jede Bibliothek von Standard Webhooks; es gibt sie für die gängigen Sprachen.',
      'Every library of Standard Webhooks can do this; there is one for each common language.',
    ),
  },
  {
    id: 'v1a',
    label: text('Ed25519, mit unserem öffentlichen Schlüssel', 'Ed25519, with our public key'),
    description: text(
      'Ihr Empfänger bewahrt dann nichts Geheimes auf.',
      'Then your receiver keeps nothing secret.',
    ),
  },
]
