import { newId } from '../../../kernel/id.ts'
import type { RequestFacts } from '../../../kernel/route.ts'
import type { Reader, Writer } from '../../../platform/database/database.ts'
import { bareSecret, bareSecretPattern, secretHash } from '../secret.ts'
import { identityReader, identityWriter } from '../tables.ts'
import { deviceCookie, dropAttempt, sessionCookie, sessionMs, setDevice, setSession } from './cookies.ts'

export interface NewSession {
  readonly personId: string
  readonly level: 1 | 2
  readonly way: string
  readonly enrolment: boolean
  readonly now: number
}

/**
 * Opens a session with a fresh secret, ends the one that this browser had, and remembers the browser. Only the gate
 * calls this. `knownDevice` is false in a browser in which this person has not signed in before.
 */
export async function openSession(
  tx: Writer,
  { personId, level, way, enrolment, now }: NewSession,
  request: RequestFacts,
): Promise<{ id: string; knownDevice: boolean }> {
  const tables = identityWriter(tx)
  const before = request.cookie(sessionCookie)
  if (before !== undefined && bareSecretPattern.test(before))
    await tables.deleteFrom('identity.session').where('hash', '=', secretHash(before)).execute()
  const device = await rememberDevice(tx, personId, request, now)
  const secret = bareSecret()
  const id = newId(now)
  const at = new Date(now)
  await tables
    .insertInto('identity.session')
    .values({
      id,
      hash: secretHash(secret),
      person_id: personId,
      level,
      way,
      enrolment,
      device_id: device.id,
      address: request.address,
      agent: request.agent,
      created_at: at,
      seen_at: at,
      authenticated_at: at,
      expires_at: new Date(now + sessionMs),
    })
    .execute()
  setSession(request, secret)
  dropAttempt(request)
  return { id, knownDevice: device.known }
}

/** Gives a session a new secret with what was proved since: at step-up, and once an owed factor is set up (ASVS 7.2.4). */
export async function rotateSession(
  tx: Writer,
  sessionId: string,
  change: {
    readonly level?: 1 | 2
    readonly way?: string
    readonly enrolment?: boolean
    readonly now: number
  },
  request: RequestFacts,
): Promise<void> {
  const { now, ...columns } = change
  const secret = bareSecret()
  await identityWriter(tx)
    .updateTable('identity.session')
    .set({ ...columns, hash: secretHash(secret), authenticated_at: new Date(now), seen_at: new Date(now) })
    .where('id', '=', sessionId)
    .execute()
  setSession(request, secret)
}

/** The device of this person that a request comes from, or null. */
export async function knownDevice(
  reader: Reader,
  personId: string,
  request: RequestFacts,
): Promise<{ id: string } | null> {
  const secret = request.cookie(deviceCookie)
  if (secret === undefined || !bareSecretPattern.test(secret)) return null
  const row = await identityReader(reader)
    .selectFrom('identity.device')
    .select('id')
    .where('hash', '=', secretHash(secret))
    .where('person_id', '=', personId)
    .executeTakeFirst()
  return row ?? null
}

async function rememberDevice(
  tx: Writer,
  personId: string,
  request: RequestFacts,
  now: number,
): Promise<{ id: string; known: boolean }> {
  const tables = identityWriter(tx)
  const found = await knownDevice(tx, personId, request)
  if (found) {
    await tables
      .updateTable('identity.device')
      .set({ last_seen_at: new Date(now) })
      .where('id', '=', found.id)
      .execute()
    return { id: found.id, known: true }
  }
  const others = await tables
    .selectFrom('identity.device')
    .select('id')
    .where('person_id', '=', personId)
    .limit(1)
    .executeTakeFirst()
  const id = newId(now)
  const secret = bareSecret()
  const at = new Date(now)
  await tables
    .insertInto('identity.device')
    .values({
      id,
      person_id: personId,
      hash: secretHash(secret),
      agent: request.agent,
      first_seen_at: at,
      last_seen_at: at,
    })
    .execute()
  setDevice(request, secret)
  // The first browser of an account is no news to its owner.
  return { id, known: others === undefined }
}
