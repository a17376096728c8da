import { recorded } from '../../../kernel/recorded.ts'
import type { RequestFacts } from '../../../kernel/route.ts'
import type { Platform } from '../../../platform/platform.ts'
import { runCommand } from '../../log/index.ts'
import { changed } from '../activity.ts'
import { hashPassword, needsRehash, verifyPassword } from '../passwords/hash.ts'
import { passwordQueue, type Source } from '../passwords/queue.ts'
import { identityWriter } from '../tables.ts'
import { knownDevice } from '../sessions/open-session.ts'
import type { Account } from './account.ts'
import { slowDown } from './refusals.ts'
import { networkOf } from './throttle-keys.ts'
import { checkThrottle, clearFailures, recordFailure, throttleKeys, type ThrottleKeys } from './throttle.ts'

const nobody = { permission: 'public', actor: { kind: 'anonymous' } } as const

/** The counters that a try is measured by: its address, and its account unless this browser is known to the account. */
export async function keysFor(
  platform: Platform,
  email: string,
  account: Account | null,
  request: RequestFacts,
): Promise<ThrottleKeys> {
  const device = account === null ? null : await knownDevice(platform.database.reader, account.id, request)
  return throttleKeys({ email, address: request.address, device: device?.id ?? null })
}

/** Throws a Problem while one of the counters says to wait. */
export async function requireCalm(platform: Platform, keys: ThrottleKeys): Promise<void> {
  const wait = await checkThrottle(platform.database.reader, keys, platform.clock.now())
  if (wait !== null) throw slowDown(wait)
}

/**
 * Whether the password is the account's, at the cost of one hash either way. Asks to be calm, verifies and counts in one
 * turn of the queue: of many guesses at once, the later ones see what the earlier ones did.
 */
export async function passwordFits(
  platform: Platform,
  keys: ThrottleKeys,
  account: Account | null,
  password: string,
  request: RequestFacts,
): Promise<boolean> {
  const hash = account?.state === 'active' ? account.passwordHash : null
  const device = account === null ? null : await knownDevice(platform.database.reader, account.id, request)
  const source = device === null ? passwordSource(request) : { key: device.id, known: true }
  return passwordQueue.run(source, async () => {
    await requireCalm(platform, keys)
    const fits = await verifyPassword(password, hash)
    if (!fits) await countFailure(platform, keys, account, 'password', request)
    else if (hash !== null && account !== null && needsRehash(hash))
      await storeAnew(platform, account.id, hash, await hashPassword(password))
    return fits
  })
}

/** Puts a hash of today's strength in the place of an older one, unless the password was changed meanwhile. */
async function storeAnew(platform: Platform, personId: string, before: string, fresh: string): Promise<void> {
  await platform.database.transaction(async (tx) => {
    await identityWriter(tx)
      .updateTable('identity.password')
      .set({ hash: fresh })
      .where('person_id', '=', personId)
      .where('hash', '=', before)
      .execute()
  })
}

/** Counts a failed try, and records it where it concerns an account. */
export async function countFailure(
  platform: Platform,
  keys: ThrottleKeys,
  account: Account | null,
  step: 'password' | 'totp' | 'recovery-code' | 'passkey',
  request: RequestFacts,
): Promise<void> {
  await runCommand(platform, nobody, async (tx) => {
    const now = platform.clock.now()
    await recordFailure(tx, keys, now)
    if (account === null) return recorded([], undefined)
    const concern = { actor: nobody.actor, organisation: account.organisation.id, person: account.id, now }
    const data = { step, address: request.address }
    return changed(tx, concern, [{ type: 'identity.sign-in-refused', data }], undefined)
  })
}

/** Counts something that costs us, as a mail, though nothing failed. */
export async function countRequest(platform: Platform, keys: ThrottleKeys): Promise<void> {
  await platform.database.transaction((tx) => recordFailure(tx, keys, platform.clock.now()))
}

/** The place in the queue of somebody whom this account does not know yet. */
export const passwordSource = (request: RequestFacts): Source => ({
  key: networkOf(request.address),
  known: false,
})

/** Forgets the account's failures once somebody got in. */
export async function forgetFailures(platform: Platform, keys: ThrottleKeys): Promise<void> {
  await platform.database.transaction((tx) => clearFailures(tx, keys.account))
}
