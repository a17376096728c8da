import { generateRegistrationOptions, verifyRegistrationResponse } from '@simplewebauthn/server'
import type { PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/server'
import { COSEALG, decodeClientDataJSON, isoCBOR } from '@simplewebauthn/server/helpers'
import { minute } from '../../../kernel/clock.ts'
import { newId } from '../../../kernel/id.ts'
import { Problem } from '../../../kernel/problem.ts'
import type { Reader, Writer } from '../../../platform/database/database.ts'
import type { PasskeyRegistration } from '../contract/passkey-shapes.ts'
import { identityReader, identityWriter } from '../tables.ts'
import type { RelyingParty } from './relying-party.ts'

/** How long a browser waits for its owner; the attempt that keeps the challenge lives longer. */
export const ceremonyMs = 5 * minute
const passkeysMax = 20
const credentialIdBytesMax = 1023
const publicKeyBytesMax = 1200
const algorithms: number[] = [COSEALG.ES256, COSEALG.EdDSA, COSEALG.RS256]
const knownTransports = ['usb', 'nfc', 'ble', 'smart-card', 'hybrid', 'internal', 'cable']

/**
 * What `navigator.credentials.create` needs. The caller keeps `challenge` and takes it once. Throws a Problem when the
 * person has too many passkeys already.
 */
export async function registrationOptions(
  reader: Reader,
  rp: RelyingParty & { readonly name: string },
  person: { readonly id: string; readonly email: string; readonly name: string },
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const known = await identityReader(reader)
    .selectFrom('identity.passkey')
    .select(['credential_id', 'transports'])
    .where('person_id', '=', person.id)
    .execute()
  if (known.length >= passkeysMax) throw tooMany()
  return generateRegistrationOptions({
    rpName: rp.name,
    rpID: rp.id,
    userID: userHandle(person.id),
    userName: person.email,
    userDisplayName: person.name,
    attestationType: 'none',
    supportedAlgorithmIDs: algorithms,
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'preferred' },
    excludeCredentials: known.map((row) => ({
      id: Buffer.from(row.credential_id).toString('base64url'),
      transports: row.transports,
    })),
    timeout: ceremonyMs,
  })
}

/** What an authenticator keeps as the user: the 16 bytes of the person's id, which tell nobody a name. */
export const userHandle = (personId: string) =>
  Uint8Array.from(Buffer.from(personId.replaceAll('-', ''), 'hex'))

/** Verifies the browser's answer (WebAuthn, section 7.1) and keeps the passkey. Throws a Problem when it does not hold. */
export async function verifyRegistration(
  tx: Writer,
  given: {
    readonly rp: RelyingParty
    readonly personId: string
    readonly label: string
    readonly response: PasskeyRegistration
    readonly expectedChallenge: string
    readonly now: number
  },
): Promise<{ readonly id: string }> {
  const made = await readRegistration(given.response, given.expectedChallenge, given.rp)
  const id = newId(given.now)
  const { numInsertedOrUpdatedRows } = await identityWriter(tx)
    .insertInto('identity.passkey')
    .values({
      id,
      person_id: given.personId,
      label: given.label,
      credential_id: made.credentialId,
      public_key: made.publicKey,
      counter: made.counter,
      transports: given.response.response.transports.filter((name) => knownTransports.includes(name)),
      backed_up: made.backedUp,
      created_at: new Date(given.now),
      last_used_at: null,
    })
    .onConflict((conflict) => conflict.column('credential_id').doNothing())
    .executeTakeFirst()
  if (numInsertedOrUpdatedRows !== 1n) {
    throw new Problem('conflict', 'passkey-known', {
      de: 'Dieser Passkey ist hier schon eingerichtet. Verwenden Sie einen anderen.',
      en: 'This passkey is set up here already. Use another one.',
    })
  }
  const { count } = await identityWriter(tx)
    .selectFrom('identity.passkey')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('person_id', '=', given.personId)
    .executeTakeFirstOrThrow()
  if (count > passkeysMax) throw tooMany()
  return { id }
}

async function readRegistration(
  response: PasskeyRegistration,
  expectedChallenge: string,
  rp: RelyingParty,
): Promise<{ credentialId: Buffer; publicKey: Buffer; counter: number; backedUp: boolean }> {
  const verified = await verifyRegistrationResponse({
    response: { ...response, response: withoutAttestation(response), clientExtensionResults: {} },
    expectedChallenge,
    expectedOrigin: [...rp.origins],
    expectedRPID: rp.id,
    requireUserVerification: false,
    supportedAlgorithmIDs: algorithms,
  }).catch(() => null)
  if (!verified?.verified || isFramed(response.response.clientDataJSON)) throw refused()
  const { credential, credentialBackedUp } = verified.registrationInfo
  const credentialId = Buffer.from(credential.id, 'base64url')
  const tooLong =
    credentialId.length > credentialIdBytesMax || credential.publicKey.length > publicKeyBytesMax
  if (tooLong || credential.id !== response.id) throw refused()
  return {
    credentialId,
    publicKey: Buffer.from(credential.publicKey),
    counter: credential.counter,
    backedUp: credentialBackedUp,
  }
}

/**
 * The answer with its attestation dropped unread: none was asked for, and the certificates of a hostile one would have
 * the library fetch revocation lists from wherever they say. What cannot be decoded stays and fails later.
 */
function withoutAttestation({ response }: PasskeyRegistration): PasskeyRegistration['response'] {
  try {
    const decoded = isoCBOR.decodeFirst<Map<string, unknown>>(
      Uint8Array.from(Buffer.from(response.attestationObject, 'base64url')),
    )
    const bare = new Map<string, unknown>([
      ['fmt', 'none'],
      ['attStmt', new Map()],
      ['authData', decoded.get('authData')],
    ])
    const attestationObject = Buffer.from(isoCBOR.encode(bare as never)).toString('base64url')
    return { ...response, attestationObject }
  } catch {
    throw refused()
  }
}

/** Whether the ceremony ran in a frame of another site: our pages are never framed. */
export function isFramed(clientDataJson: string): boolean {
  return decodeClientDataJSON(clientDataJson).crossOrigin === true
}

const refused = () =>
  new Problem('bad-request', 'passkey-refused', {
    de: 'Dieser Passkey konnte nicht eingerichtet werden: Die Antwort des Browsers passt nicht zu unserer Anfrage. Laden Sie die Seite neu und versuchen Sie es noch einmal.',
    en: 'This passkey could not be set up: the answer of the browser does not match our request. Reload the page and try once more.',
  })

const tooMany = () =>
  new Problem('conflict', 'too-many-factors', {
    de: `Mehr als ${passkeysMax} Passkeys gehen nicht. Entfernen Sie zuerst einen, den Sie nicht mehr benutzen.`,
    en: `There can be at most ${passkeysMax} passkeys. Remove one that you no longer use first.`,
  })
