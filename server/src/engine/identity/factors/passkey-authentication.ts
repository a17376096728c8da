import { generateAuthenticationOptions, verifyAuthenticationResponse } from '@simplewebauthn/server'
import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server'
import type { Reader, Writer } from '../../../platform/database/database.ts'
import type { PasskeyAuthentication } from '../contract/passkey-shapes.ts'
import { identityReader, identityWriter } from '../tables.ts'
import { ceremonyMs, isFramed, userHandle } from './passkey-registration.ts'
import type { RelyingParty } from './relying-party.ts'

/** What a passkey proved, or why it is refused. `cloned`: its counter went back, so two devices hold its key. */
export type PasskeyOutcome =
  | { readonly personId: string; readonly passkeyId: string; readonly userVerified: boolean }
  | { readonly refused: 'unknown' | 'invalid' | 'cloned'; readonly personId: string | null }

/**
 * What `navigator.credentials.get` needs. With a person: as the second factor, one of theirs. With null: as the only
 * step, whichever the browser offers, and it must verify its owner. The caller keeps `challenge` and takes it once.
 */
export async function authenticationOptions(
  reader: Reader,
  rp: RelyingParty,
  personId: string | null,
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const common = { rpID: rp.id, timeout: ceremonyMs }
  if (personId === null) return generateAuthenticationOptions({ ...common, userVerification: 'required' })
  const rows = await identityReader(reader)
    .selectFrom('identity.passkey')
    .select(['credential_id', 'transports'])
    .where('person_id', '=', personId)
    .execute()
  const allowCredentials = rows.map((row) => ({
    id: Buffer.from(row.credential_id).toString('base64url'),
    transports: row.transports,
  }))
  return generateAuthenticationOptions({ ...common, userVerification: 'preferred', allowCredentials })
}

export interface PasskeyTry {
  readonly rp: RelyingParty
  /** Whose passkey it must be; null: as the only step, with its owner verified. */
  readonly personId: string | null
  readonly response: PasskeyAuthentication
  readonly expectedChallenge: string
  readonly now: number
}

/**
 * Verifies the browser's answer (WebAuthn, section 7.2) and notes the use. Whether the person may sign in is the gate's
 * matter. Of two answers with one counter, one counts.
 */
export async function verifyAuthentication(tx: Writer, given: PasskeyTry): Promise<PasskeyOutcome> {
  const passkey = await findPasskey(tx, given.response.id)
  const foreign = given.personId !== null && passkey?.person_id !== given.personId
  if (!passkey || foreign) return { refused: 'unknown', personId: given.personId }
  const invalid = { refused: 'invalid', personId: passkey.person_id } as const
  if (!isHandleOf(given, passkey.person_id)) return invalid
  const proof = await verifySignature(given, passkey.public_key)
  if (!proof) return invalid
  const kept = await noteUse(tx, passkey.id, proof, given.now)
  if (!kept) return { refused: 'cloned', personId: passkey.person_id }
  return { personId: passkey.person_id, passkeyId: passkey.id, userVerified: proof.userVerified }
}

const findPasskey = (tx: Writer, id: string) =>
  identityWriter(tx)
    .selectFrom('identity.passkey')
    .select(['id', 'person_id', 'public_key'])
    .where('credential_id', '=', Buffer.from(id, 'base64url'))
    .executeTakeFirst()

/** The user handle must name the passkey's owner; where nobody was named before, it must be there (step 6). */
function isHandleOf({ response, personId }: PasskeyTry, owner: string): boolean {
  const handle = response.response.userHandle
  if (handle === undefined || handle === null || handle === '') return personId !== null
  return Buffer.from(handle, 'base64url').equals(userHandle(owner))
}

interface Signed {
  readonly userVerified: boolean
  readonly newCounter: number
  readonly credentialBackedUp: boolean
}

async function verifySignature(given: PasskeyTry, publicKey: Uint8Array): Promise<Signed | null> {
  const { response, rp } = given
  const { userHandle: handle, ...signed } = response.response
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: {
        ...response,
        response: handle ? { ...signed, userHandle: handle } : signed,
        clientExtensionResults: {},
      },
      expectedChallenge: given.expectedChallenge,
      expectedOrigin: [...rp.origins],
      expectedRPID: rp.id,
      requireUserVerification: given.personId === null,
      // The counter is compared in the database, once the signature holds: see noteUse.
      credential: { id: response.id, publicKey: Uint8Array.from(publicKey), counter: 0 },
    })
    return verified && !isFramed(signed.clientDataJSON) ? authenticationInfo : null
  } catch {
    // Whatever the library dislikes in what a stranger sent is a refusal, never a fault of ours.
    return null
  }
}

/** False when the counter did not grow, unless this authenticator has none: then both are 0 (step 22). */
async function noteUse(tx: Writer, id: string, proof: Signed, now: number): Promise<boolean> {
  const { numUpdatedRows } = await identityWriter(tx)
    .updateTable('identity.passkey')
    .set({ counter: proof.newCounter, backed_up: proof.credentialBackedUp, last_used_at: new Date(now) })
    .where('id', '=', id)
    .where((where) =>
      where.or([
        where('counter', '<', proof.newCounter),
        where.and([where('counter', '=', 0), where.lit(proof.newCounter === 0)]),
      ]),
    )
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
