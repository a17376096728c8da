import { sql, type RawBuilder } from 'kysely'
import { day, hour, isoTime } from '../../kernel/clock.ts'
import type { Job } from '../../kernel/module.ts'
import type { Platform } from '../../platform/platform.ts'
import { throttleKeepMs } from './gate/throttle-limits.ts'
import { removeOldThrottles } from './gate/throttle.ts'
import { removeOldThrowaways } from './probe/throwaway.ts'
import { sessionIdleMs } from './sessions/cookies.ts'
import { warnOfCertificates } from './sign-on/warn-of-certificates.ts'

const batchRows = 1000
/** In one run; what is left waits for the next. */
const batchesMax = 100

/** How long what is over stays, for questions about it. */
const linkKeptMs = 30 * day
const deviceKeptMs = 365 * day
const tokenKeptMs = 90 * day

interface Leftover {
  readonly table: string
  /** What is over at `now` (ms since the epoch). */
  readonly over: (now: number) => RawBuilder<boolean>
}

const before = (time: number) => sql`${isoTime(time)}::timestamptz`

const leftovers: readonly Leftover[] = [
  {
    table: 'identity.session',
    over: (now) => sql`expires_at <= ${before(now)} or seen_at <= ${before(now - sessionIdleMs)}`,
  },
  { table: 'identity.attempt', over: (now) => sql`expires_at <= ${before(now)}` },
  { table: 'identity.link', over: (now) => sql`expires_at <= ${before(now - linkKeptMs)}` },
  { table: 'identity.device', over: (now) => sql`last_seen_at <= ${before(now - deviceKeptMs)}` },
  { table: 'identity.throttle', over: (now) => sql`last_failure_at <= ${before(now - throttleKeepMs)}` },
  { table: 'identity.token', over: (now) => sql`expires_at <= ${before(now - tokenKeptMs)}` },
  { table: 'identity.saml_request', over: (now) => sql`expires_at <= ${before(now)}` },
  { table: 'identity.saml_assertion', over: (now) => sql`expires_at <= ${before(now)}` },
]

/**
 * Removes what is over, in small transactions that lock nobody out for long. Nothing here is a change that the log
 * records: all of it stopped working when it expired. Answers how many rows went.
 */
export async function removeLeftovers(platform: Platform, signal: AbortSignal): Promise<number> {
  const now = platform.clock.now()
  let removed = 0
  for (const { table, over } of leftovers) {
    for (let batch = 0; batch < batchesMax && !signal.aborted; batch++) {
      const { numAffectedRows = 0n } = await sql`delete from ${sql.table(table)} where ctid = any(array(
        select ctid from ${sql.table(table)} where ${over(now)} limit ${batchRows}))`.execute(
        platform.database.reader,
      )
      removed += Number(numAffectedRows)
      if (numAffectedRows < BigInt(batchRows)) break
    }
  }
  return removed
}

export const identityJobs: readonly Job<Platform>[] = [
  {
    name: 'identity.leftovers',
    everyMs: hour,
    budgetMs: 300_000,
    run: async (platform, signal) => {
      await removeLeftovers(platform, signal)
      await removeOldThrowaways(platform)
      await platform.database.transaction((tx) => removeOldThrottles(tx, platform.clock.now()))
    },
  },
  {
    name: 'identity.certificates',
    everyMs: day,
    budgetMs: 300_000,
    run: async (platform, signal) => {
      await warnOfCertificates(platform, signal)
    },
  },
]
