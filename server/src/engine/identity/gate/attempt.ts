import { canonicalJson } from 'nachweis-verify'
import type { Reader, Writer } from '../../../platform/database/database.ts'
import type { Platform } from '../../../platform/platform.ts'
import { bareSecret, bareSecretPattern, secretHash } from '../secret.ts'
import { attemptMs } from '../sessions/cookies.ts'
import { identityReader, identityWriter } from '../tables.ts'

/** How often a code may be tried before the attempt must begin anew. */
const triesMax = 5

export interface Attempt {
  readonly personId: string | null
  readonly data: unknown
}

type Sealing = Pick<Platform, 'keys'>

const contextOf = (kind: string) => `identity.attempt.${kind}`

/** Keeps what a sign-in under way must remember; the secret goes into the browser's attempt cookie, or into `state`. */
export async function openAttempt(
  tx: Writer,
  { keys }: Sealing,
  { kind, personId, data, now }: { kind: string; personId: string | null; data: unknown; now: number },
): Promise<string> {
  const secret = bareSecret()
  await identityWriter(tx)
    .insertInto('identity.attempt')
    .values({
      hash: secretHash(secret),
      kind,
      person_id: personId,
      sealed: keys.seal(Buffer.from(canonicalJson(data)), contextOf(kind)),
      created_at: new Date(now),
      expires_at: new Date(now + attemptMs),
    })
    .execute()
  return secret
}

/** Looks without using it up, and counts the try; null when unknown, expired, or tried too often. */
export async function tryAttempt(
  tx: Writer,
  { keys }: Sealing,
  kind: string,
  secret: string | undefined,
  now: number,
): Promise<Attempt | null> {
  if (secret === undefined || !bareSecretPattern.test(secret)) return null
  const row = await identityWriter(tx)
    .updateTable('identity.attempt')
    .set((set) => ({ tries: set('tries', '+', 1) }))
    .where('hash', '=', secretHash(secret))
    .where('kind', '=', kind)
    .where('expires_at', '>', new Date(now))
    .where('tries', '<', triesMax)
    .returning(['person_id', 'sealed'])
    .executeTakeFirst()
  return row ? { personId: row.person_id, data: opened(keys, kind, row.sealed) } : null
}

/** Looks without counting or using up. */
export async function lookAttempt(
  reader: Reader,
  { keys }: Sealing,
  kind: string,
  secret: string | undefined,
  now: number,
): Promise<Attempt | null> {
  if (secret === undefined || !bareSecretPattern.test(secret)) return null
  const row = await identityReader(reader)
    .selectFrom('identity.attempt')
    .select(['person_id', 'sealed'])
    .where('hash', '=', secretHash(secret))
    .where('kind', '=', kind)
    .where('expires_at', '>', new Date(now))
    .executeTakeFirst()
  return row ? { personId: row.person_id, data: opened(keys, kind, row.sealed) } : null
}

/** Uses an attempt up: of two that come at once, one gets it. */
export async function takeAttempt(
  tx: Writer,
  { keys }: Sealing,
  kind: string,
  secret: string | undefined,
  now: number,
): Promise<Attempt | null> {
  if (secret === undefined || !bareSecretPattern.test(secret)) return null
  const row = await identityWriter(tx)
    .deleteFrom('identity.attempt')
    .where('hash', '=', secretHash(secret))
    .where('kind', '=', kind)
    .where('expires_at', '>', new Date(now))
    .returning(['person_id', 'sealed'])
    .executeTakeFirst()
  return row ? { personId: row.person_id, data: opened(keys, kind, row.sealed) } : null
}

const opened = (keys: Platform['keys'], kind: string, sealed: Uint8Array): unknown =>
  JSON.parse(Buffer.from(keys.open(sealed, contextOf(kind))).toString('utf8'))
