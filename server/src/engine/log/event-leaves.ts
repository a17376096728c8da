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

/** Leaf index of an event in the tree of events; null while it waits to become a leaf. */
export async function eventLeaf(reader: Reader, batch: number, place: number): Promise<number | null> {
  const first = (await firstLeaves(reader, [batch])).get(batch)
  return first === undefined ? null : first + place
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
