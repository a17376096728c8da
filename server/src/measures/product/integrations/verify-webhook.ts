import { createHmac, createPublicKey, timingSafeEqual, verify } from 'node:crypto'

const toleranceS = 300

/** What a receiver knows of its sender. */
export interface SenderKeys {
  /** `whsec_` and base64. */
  readonly secret: string
  /** `whpk_` and base64. */
  readonly publicKey: string
}

export interface Webhook {
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: string
}

/**
 * Verifies a webhook as its receiver would, from the published rules alone (Standard Webhooks 1.0.0): both schemes, the time
 * within five minutes. `nowS` in seconds since the epoch.
 */
export function verifyWebhook({ headers, body }: Webhook, keys: SenderKeys, nowS: number) {
  const { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': signatures } = headers
  const content = Buffer.from(`${id}.${at}.${body}`)
  const given = (scheme: string) =>
    (signatures ?? '')
      .split(' ')
      .filter((each) => each.startsWith(`${scheme},`))
      .map((each) => Buffer.from(each.slice(scheme.length + 1), 'base64'))
  const right = createHmac('sha256', bytesOf(keys.secret)).update(content).digest()
  const x = bytesOf(keys.publicKey).toString('base64url')
  const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
  return {
    v1: given('v1').some((each) => each.length === right.length && timingSafeEqual(each, right)),
    v1a: given('v1a').some((each) => verify(null, content, publicKey, each)),
    fresh: Math.abs(nowS - Number(at)) <= toleranceS,
  }
}

const bytesOf = (text: string) => Buffer.from(text.slice(text.indexOf('_') + 1), 'base64')
