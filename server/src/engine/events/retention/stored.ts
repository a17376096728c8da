import { sql } from 'kysely'
import type { Reader } from '../../../platform/database/database.ts'
import { openingOf, type Opening, type SealedRow } from '../proof/sealed-row.ts'
import { partitionsOf } from './partitions-of.ts'
import { retentionReader } from './tables.ts'

/** How many events are stored, counted partition by partition: none of the statements takes long. */
export async function countRows(reader: Reader): Promise<number> {
  let rows = 0
  for (const { table } of await partitionsOf(reader)) rows += await countPartition(reader, table)
  return rows
}

async function countPartition(reader: Reader, table: string): Promise<number> {
  const { rows } = await sql<{
    n: number
  }>`select count(*)::float8 as n from ${sql.id('events', table)}`.execute(reader)
  return rows[0]?.n ?? 0
}

/** How many events were deleted, by reason, ever. */
export async function deletedCounts(reader: Reader): Promise<{ expired: number; erased: number }> {
  const { rows } = await sql<{ expired: number; erased: number }>`
    select coalesce(sum(count) filter (where reason = 'expired'), 0)::float8 as expired,
      coalesce(sum(count) filter (where reason = 'erased'), 0)::float8 as erased
    from events.deletion`.execute(reader)
  return rows[0] as { expired: number; erased: number }
}

/** Whether a deletion that was written down touched this batch. */
export async function isExplained(reader: Reader, batch: number): Promise<boolean> {
  const row = await retentionReader(reader)
    .selectFrom('events.deletion')
    .select('id')
    .where('from_batch', '<=', batch)
    .where('to_batch', '>=', batch)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** What opens the leaves of a batch at places [from, to), by place; those without a row are missing. */
export async function openingsOf(
  reader: Reader,
  batch: number,
  from: number,
  to: number,
): Promise<ReadonlyMap<number, Opening>> {
  const { rows } = await sql<SealedRow & { sourceId: string }>`
    select e.organisation_id, e.batch, e.place, e.source, e.salt, e.body, s.id as "sourceId"
    from events.event e join events.source s on s.number = e.source
    where e.batch = ${batch}::bigint and e.place >= ${from} and e.place < ${to}`.execute(reader)
  return new Map(rows.map((row) => [row.place, openingOf(row, row.sourceId)]))
}
