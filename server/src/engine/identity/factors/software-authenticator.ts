import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto'
import type { PasskeyAuthentication, PasskeyRegistration } from '../contract/passkey-shapes.ts'

/** What an authenticator and its browser say of themselves; checks and tests change it to lie. */
export interface AuthenticatorState {
  /** The page that asks, e.g. `https://trust.example`. */
  origin: string
  rpId: string
  userVerified: boolean
  userPresent: boolean
  /** Signature counter of the next answer; null: this authenticator has none and says 0. */
  counter: number | null
  /** Whether the page ran in a frame of another site. */
  crossOrigin: boolean
}

/** A passkey in memory (ES256, attestation none) that answers as a browser does: our own checks sign in with it. */
export interface SoftwareAuthenticator {
  readonly state: AuthenticatorState
  /** Answers the options of a registration with a new credential. */
  create(options: { challenge: string; user: { id: string } }): PasskeyRegistration
  /** Answers the options of a sign-in with the credential made last. Throws when there is none. */
  get(options: { challenge: string }): PasskeyAuthentication
}

interface Credential {
  readonly id: Buffer
  readonly key: KeyObject
  readonly userHandle: string
}

const flags = { present: 0x01, verified: 0x04, attested: 0x40 }
const aaguid = Buffer.alloc(16)

/** Makes an authenticator for pages of this origin. Nothing is kept beyond the process. */
export function softwareAuthenticator(
  origin: string,
  given: Partial<AuthenticatorState> = {},
): SoftwareAuthenticator {
  const state: AuthenticatorState = {
    origin,
    rpId: new URL(origin).hostname,
    userVerified: true,
    userPresent: true,
    counter: 1,
    crossOrigin: false,
    ...given,
  }
  let held: Credential | null = null
  return {
    state,
    create({ challenge, user }) {
      const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
      held = { id: randomBytes(32), key: privateKey, userHandle: user.id }
      const length = Buffer.from([0, held.id.length])
      const attested = Buffer.concat([aaguid, length, held.id, coseKey(publicKey)])
      const authData = Buffer.concat([authenticatorData(state, flags.attested), attested])
      return {
        ...named(held),
        response: {
          clientDataJSON: clientData('webauthn.create', challenge, state).toString('base64url'),
          attestationObject: attestationObject(authData).toString('base64url'),
          transports: ['internal'],
        },
      }
    },
    get({ challenge }) {
      if (held === null) throw new Error('this authenticator holds no passkey yet')
      const authData = authenticatorData(state, 0)
      const client = clientData('webauthn.get', challenge, state)
      const signed = Buffer.concat([authData, createHash('sha256').update(client).digest()])
      return {
        ...named(held),
        response: {
          clientDataJSON: client.toString('base64url'),
          authenticatorData: authData.toString('base64url'),
          signature: sign('sha256', signed, held.key).toString('base64url'),
          userHandle: held.userHandle,
        },
      }
    },
  }
}

function named({ id }: Credential) {
  const text = id.toString('base64url')
  return { id: text, rawId: text, type: 'public-key' as const }
}

const clientData = (type: string, challenge: string, { origin, crossOrigin }: AuthenticatorState) =>
  Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin }))

/** WebAuthn, section 6.1; counts the use. */
function authenticatorData(state: AuthenticatorState, further: number): Buffer {
  const { userPresent, userVerified, counter } = state
  const head = Buffer.alloc(5)
  head.writeUInt8((userPresent ? flags.present : 0) | (userVerified ? flags.verified : 0) | further)
  head.writeUInt32BE(counter ?? 0, 1)
  if (counter !== null) state.counter = counter + 1
  return Buffer.concat([createHash('sha256').update(state.rpId).digest(), head])
}

/** COSE_Key in CBOR (RFC 9053, section 7.1.1): {1: 2, 3: -7, -1: 1, -2: x, -3: y}. */
function coseKey(publicKey: KeyObject): Buffer {
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  const coordinate = (label: number, value: string) =>
    Buffer.concat([Buffer.from([label, 0x58, 32]), Buffer.from(value, 'base64url')])
  return Buffer.concat([
    Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01]),
    coordinate(0x21, x),
    coordinate(0x22, y),
  ])
}

/** CBOR of {fmt: "none", attStmt: {}, authData}. */
function attestationObject(authData: Buffer): Buffer {
  const text = (word: string) => Buffer.concat([Buffer.from([0x60 | word.length]), Buffer.from(word)])
  const length = Buffer.from([0x59, authData.length >> 8, authData.length & 0xff])
  const none = [text('fmt'), text('none'), text('attStmt'), Buffer.from([0xa0])]
  return Buffer.concat([Buffer.from([0xa3]), ...none, text('authData'), length, authData])
}
