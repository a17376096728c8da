import { sql } from 'kysely'
import type { Reader } from '../../platform/database/database.ts'
import { headOf, type Head } from './read.ts'
import { logReader } from './tables.ts'

/** Index of the first leaf of each of these batches; batches that are not in the tree yet are missing. */
export async function firstLeaves(
  reader: Reader,
  batches: readonly number[],
): Promise<ReadonlyMap<number, number>> {
  const rows = await logReader(reader)
    .selectFrom('log.event_batch')
    .select(['batch', 'first_leaf'])
    .where('batch', '=', sql<number>`any(${[...batches]}::bigint[])`)
    .execute()
  return new Map(rows.map((row) => [row.batch, row.first_leaf]))
}

/** Where a batch stands in the tree of events: its first leaf, and the origin of the tree; null while it waits. */
export async function batchOf(
  reader: Reader,
  batch: number,
): Promise<{ readonly firstLeaf: number; readonly origin: string } | null> {
  const row = await logReader(reader)
    .selectFrom(['log.event_batch', 'log.event_head'])
    .select(['first_leaf', 'origin'])
    .where('batch', '=', batch)
    .executeTakeFirst()
  return row ? { firstLeaf: row.first_leaf, origin: row.origin } : null
}

/** A signed head of the tree of events, and the newest batch whose events are all leaves under it (0: none). */
export interface CoveringHead {
  readonly head: Head
  readonly batch: number
}

/** Head and batch of one moment; null before the log was opened. */
export async function coveringHead(reader: Reader): Promise<CoveringHead | null> {
  // One statement: what the sequencer commits together is seen together.
  const row = await logReader(reader)
    .selectFrom('log.event_head')
    .selectAll()
    .select((select) =>
      select
        .selectFrom('log.event_batch')
        .select((each) => each.fn.max('batch').as('newest'))
        .as('newest'),
    )
    .executeTakeFirst()
  return row ? { head: headOf(row), batch: row.newest ?? 0 } : null
}
