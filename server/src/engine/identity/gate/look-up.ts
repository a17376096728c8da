import type { RequestFacts } from '../../../kernel/route.ts'
import type { Platform } from '../../../platform/platform.ts'
import { passwordQueue, WorkQueue } from '../passwords/queue.ts'
import { domainOf } from '../people/email.ts'
import { deviceCookie } from '../sessions/cookies.ts'
import { enforcedFor, readAccount, type Account } from './account.ts'
import { keysFor, passwordSource, requireCalm } from './check-password.ts'
import type { ThrottleKeys } from './throttle.ts'

/** Looking up is bounded like hashing: a flood must not pile up before the database, where everybody else waits too. */
const lookUps = new WorkQueue({
  runningMax: 4,
  waitingMax: 64,
  perSourceMax: 16,
  waitMsMax: 10_000,
  workMs: 20,
})

export interface LookedUp {
  readonly account: Account | null
  readonly keys: ThrottleKeys
  /** The connection that the account's or its domain's organisation enforces, or null. */
  readonly enforced: string | null
}

/**
 * The account behind a normalised address. Throws a Problem while it must wait, and, before anything is read, while so
 * many sign in that the password could not be verified anyway. Browsers that say to be known go first.
 */
export async function lookUp(platform: Platform, email: string, request: RequestFacts): Promise<LookedUp> {
  const { reader } = platform.database
  const known = request.cookie(deviceCookie) !== undefined
  const source = passwordSource(request)
  if (!known) passwordQueue.requireRoom(source)
  return lookUps.run({ ...source, known }, async () => {
    const account = await readAccount(reader, { email })
    const keys = await keysFor(platform, email, account, request)
    await requireCalm(platform, keys)
    const enforced = account?.rules.enforcedConnection ?? (await enforcedFor(reader, domainOf(email)))
    return { account, keys, enforced }
  })
}
