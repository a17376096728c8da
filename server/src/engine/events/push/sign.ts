import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  sign,
} from 'node:crypto'

/** What an endpoint signs with: a secret that its receiver knows too, and a key pair whose public half it may know. */
export interface SigningKeys {
  /** `whsec_` and base64. */
  readonly secret: string
  /** `whsk_` and base64 of the 32 bytes that an Ed25519 key is made of (RFC 8032); never leaves this installation. */
  readonly privateKey: string
}

const secretBytes = 32
/** What stands before the 32 bytes of a key in PKCS #8 and SPKI (RFC 8410). */
const pkcs8Head = Buffer.from('302e020100300506032b657004220420', 'hex')
const spkiHeadBytes = 12

/** Fresh keys. */
export function newSigningKeys(): SigningKeys {
  const { privateKey } = generateKeyPairSync('ed25519')
  const seed = privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(pkcs8Head.length)
  return {
    secret: `whsec_${randomBytes(secretBytes).toString('base64')}`,
    privateKey: `whsk_${seed.toString('base64')}`,
  }
}

/** `whpk_` and base64 of the 32 bytes of the public key. */
export function publicKeyOf(keys: Pick<SigningKeys, 'privateKey'>): string {
  const spki = createPublicKey(keyOf(keys)).export({ format: 'der', type: 'spki' })
  return `whpk_${spki.subarray(spkiHeadBytes).toString('base64')}`
}

/** What is signed: Standard Webhooks 1.0.0, "Signature scheme". `atS` in seconds since the epoch. */
export interface Message {
  readonly id: string
  readonly atS: number
  readonly payload: string
}

/** The three headers of a message, signed with every one of these keys, in both schemes. */
export function signedHeaders({ id, atS, payload }: Message, keys: readonly SigningKeys[]) {
  const content = Buffer.from(`${id}.${atS}.${payload}`)
  const signatures = keys.flatMap((each) => [
    `v1,${createHmac('sha256', bytesOf(each.secret)).update(content).digest('base64')}`,
    `v1a,${sign(null, content, keyOf(each)).toString('base64')}`,
  ])
  return {
    'webhook-id': id,
    'webhook-timestamp': String(atS),
    'webhook-signature': signatures.join(' '),
  }
}

const bytesOf = (serialised: string) => Buffer.from(serialised.slice(serialised.indexOf('_') + 1), 'base64')

const keyOf = ({ privateKey }: Pick<SigningKeys, 'privateKey'>) =>
  createPrivateKey({ key: Buffer.concat([pkcs8Head, bytesOf(privateKey)]), format: 'der', type: 'pkcs8' })
