import { isoTime } from '../../../kernel/clock.ts'
import type { Reader } from '../../../platform/database/database.ts'
import { retentionClasses } from '../classes.ts'
import { receivedAt } from '../event.ts'
import { readClock } from './believed-clock.ts'
import { retentionReader } from './tables.ts'

/**
 * Deletions, newest first, in pages: one line for each run and class; and whether the clock, which says `now`, is doubted.
 * `cursor`: the last id of the page before.
 */
export async function listDeletions(
  reader: Reader,
  { cursor, limit }: { readonly cursor?: string | undefined; readonly limit: number },
  now: number,
) {
  let query = retentionReader(reader).selectFrom('events.deletion').selectAll()
  if (cursor !== undefined) query = query.where('id', '<', cursor)
  const rows = await query
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  const page = rows.slice(0, limit)
  const waiting = await erasuresThatWait(reader)
  const { believedAt, isDoubted } = await readClock(reader, now)
  return {
    clock: { now: isoTime(now), believedAt: believedAt === null ? null : isoTime(believedAt), isDoubted },
    deletions: page.map((row) => {
      const found = retentionClasses.find(({ id }) => id === row.class)
      return {
        id: row.id,
        run: row.run,
        at: isoTime(row.at.getTime()),
        reason: row.reason,
        dataType: found?.dataType ?? '',
        purpose: found?.purpose ?? '',
        count: row.count,
        freedBytes: row.freed_bytes,
        waits: waiting.has(row.run),
        receivedFrom: isoTime(receivedAt(row.from_batch)),
        receivedTo: isoTime(receivedAt(row.to_batch)),
        logged: row.record_id !== null,
      }
    }),
    cursor: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
  }
}

/** Erasures whose tables are yet to be rewritten; at most as many as run at once, and those that wait for a large table. */
async function erasuresThatWait(reader: Reader): Promise<ReadonlySet<string>> {
  const rows = await retentionReader(reader)
    .selectFrom('events.rewrite')
    .select('erasure_id')
    .distinct()
    .execute()
  return new Set(rows.map((row) => row.erasure_id))
}
