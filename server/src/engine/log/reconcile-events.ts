import { sql } from 'kysely'
import { decodeEntries, tileWidth } from 'nachweis-verify'
import type { Reader } from '../../platform/database/database.ts'
import { readBundle } from './read.ts'
import { logReader } from './tables.ts'
import { events } from './trees.ts'

/** The leaves of the tree of events at one moment. */
export interface EventLeaves {
  /** Leaves of the signed tree. */
  readonly size: number
  /** Leaves that a batch has. */
  readonly batched: number
  /** Events that wait to become leaves. */
  readonly pending: number
  /** The batch that has waited longest; null when none waits. */
  readonly oldestPending: number | null
}

/** Counts in one statement. Null before the log was opened. */
export async function countEventLeaves(reader: Reader): Promise<EventLeaves | null> {
  const { rows } = await sql<Record<keyof EventLeaves, number | null>>`
    select size::float8 as "size",
      (select coalesce(sum(count), 0) from log.event_batch)::float8 as "batched",
      (select coalesce(sum(length(entries)), 0) / 33 from log.event_pending)::float8 as "pending",
      (select min(batch) from log.event_pending)::float8 as "oldestPending"
    from log.event_head`.execute(logReader(reader))
  return (rows[0] as EventLeaves | undefined) ?? null
}

/** A batch with the leaves that it became. */
export interface BatchLeaves {
  readonly batch: number
  readonly firstLeaf: number
  readonly count: number
}

const batchColumns = ['batch', 'first_leaf as firstLeaf', 'count'] as const

/** The newest batches of the tree, newest first. */
export async function newestBatches(reader: Reader, limit: number): Promise<BatchLeaves[]> {
  return logReader(reader)
    .selectFrom('log.event_batch')
    .select(batchColumns)
    .orderBy('first_leaf', 'desc')
    .limit(limit)
    .execute()
}

/** The batch to which a leaf belongs; null when the tree does not say so. */
export async function batchOfLeaf(reader: Reader, leaf: number): Promise<BatchLeaves | null> {
  const row = await logReader(reader)
    .selectFrom('log.event_batch')
    .select(batchColumns)
    .where('first_leaf', '<=', leaf)
    .orderBy('first_leaf', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row && leaf < row.firstLeaf + row.count ? row : null
}

/** The entries of leaves [from, to) of a tree of `size` leaves; null in the place of those that are missing. */
export async function eventEntries(
  reader: Reader,
  size: number,
  from: number,
  to: number,
): Promise<(Uint8Array | null)[]> {
  const entries: (Uint8Array | null)[] = []
  for (let index = Math.floor(from / tileWidth); index * tileWidth < to; index++) {
    const first = index * tileWidth
    const width = Math.min(tileWidth, size - first)
    const bundle = width > 0 ? await readBundle(reader, index, width, events) : null
    const decoded = bundle && decodeEntries(bundle, width)
    for (let leaf = Math.max(from, first); leaf < Math.min(to, first + tileWidth); leaf++)
      entries.push(decoded?.[leaf - first] ?? null)
  }
  return entries
}
