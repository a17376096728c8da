import { sql } from 'kysely'
import type { Reader } from '../../../platform/database/database.ts'
import { openingOf, type Opening, type SealedRow } from '../proof/sealed-row.ts'
import { partitionsOf } from './partitions-of.ts'

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
