import { sql } from 'kysely'
import type { Reader, Writer } from '../../../platform/database/database.ts'
import { identityReader, identityWriter } from '../tables.ts'
import type { ThrottleKey, ThrottleKeys } from './throttle-keys.ts'
import { delayAfter, throttleKeepMs, throttleLimits } from './throttle-limits.ts'

export { throttleKeys, type ThrottleKeys } from './throttle-keys.ts'

/** Counters kept at most; the oldest go first. About 150 bytes each. */
const rowsMax = 1_000_000

/** How many seconds to wait before the next try; null: none. */
export async function checkThrottle(reader: Reader, keys: ThrottleKeys, now: number): Promise<number | null> {
  const rows = await identityReader(reader)
    .selectFrom('identity.throttle')
    .select('blocked_until')
    .where(
      'key',
      'in',
      listed(keys).map(({ key }) => key),
    )
    .where('blocked_until', '>', new Date(now))
    .execute()
  const waits = rows.map(({ blocked_until: until }) => Math.ceil(((until?.getTime() ?? now) - now) / 1000))
  return waits.length === 0 ? null : Math.max(...waits)
}

/** Counts a failed try. Tries at the same time are all counted: each counter is one statement. */
export async function recordFailure(tx: Writer, keys: ThrottleKeys, now: number): Promise<void> {
  for (const key of listed(keys)) await count(tx, key, now)
}

/** Forgets the failures of an account or device: somebody got in. Those of the address stay, for its other guesses. */
export async function clearFailures(tx: Writer, { key }: ThrottleKey): Promise<void> {
  await identityWriter(tx).deleteFrom('identity.throttle').where('key', '=', key).execute()
}

/** Removes the counters that are at nothing by now, and the oldest beyond `keepMax`. For a job, at least daily. */
export async function removeOldThrottles(tx: Writer, now: number, keepMax = rowsMax): Promise<void> {
  const table = identityWriter(tx)
  await table
    .deleteFrom('identity.throttle')
    .where('last_failure_at', '<', new Date(now - throttleKeepMs))
    .execute()
  const beyond = table
    .selectFrom('identity.throttle')
    .select('key')
    .orderBy('last_failure_at', 'desc')
    .orderBy('key')
    .offset(keepMax)
  await table.deleteFrom('identity.throttle').where('key', 'in', beyond).execute()
}

/** `remaining` and `delayAfter` in SQL: the delays travel as a list, so that their curve is written once. */
async function count(tx: Writer, { kind, key }: ThrottleKey, now: number): Promise<void> {
  const { forgetMs, failuresMax } = throttleLimits[kind]
  const delays = Array.from({ length: failuresMax }, (_, at) => delayAfter(at + 1, throttleLimits[kind]))
  const at = new Date(now)
  const until = (failures: ReturnType<typeof sql<number>>) =>
    sql<Date>`${at}::timestamptz + (${delays}::int[])[${failures}] * interval '1 millisecond'`
  const elapsedMs = sql`greatest(0, extract(epoch from ${at}::timestamptz - throttle.last_failure_at) * 1000)`
  const failures = sql<number>`least(${failuresMax}::int,
    1 + greatest(0, throttle.failures - floor(${elapsedMs} / ${forgetMs}::int)::int))`
  await identityWriter(tx)
    .insertInto('identity.throttle')
    .values({ key, failures: 1, last_failure_at: at, blocked_until: until(sql<number>`1`) })
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet({
        failures,
        last_failure_at: sql<Date>`greatest(throttle.last_failure_at, ${at}::timestamptz)`,
        blocked_until: until(failures),
      }),
    )
    .execute()
}

/** In one order, so that two transactions never wait for each other. */
const listed = ({ account, address }: ThrottleKeys): ThrottleKey[] =>
  (address === null ? [account] : [account, address]).toSorted((a, b) => a.key.compare(b.key))
