import { sql } from 'kysely'
import type { Writer } from '../../../../platform/database/database.ts'
import { keepNoStatistics } from '../no-statistics.ts'
import type { Partition } from '../partitions-of.ts'

/** Of one statement: long bodies and a slow disk must fit into the time that a statement has. */
const copyRows = 5_000

/**
 * Puts a copy in the place of a table that takes no more events, and drops the table with its files: as VACUUM FULL does, but
 * in statements that each take little time. Until the end nothing can be deleted from the table; it can be read. Throws
 * when the signal fires, or when somebody else holds the table.
 */
export async function copyTable(
  tx: Writer,
  { table, class: id, from, to }: Partition,
  signal: AbortSignal,
): Promise<void> {
  const [old, fresh, parent] = [table, `${table}_new`, `event_c${id}`].map((name) =>
    sql.id('events', name),
  ) as [ReturnType<typeof sql>, ReturnType<typeof sql>, ReturnType<typeof sql>]
  await sql`lock table ${old} in share mode`.execute(tx)
  // With the bounds as a condition the table need not be read once more when it takes its place.
  await sql`create table ${fresh} (like ${old} including storage including compression,
    constraint within check (class is not null and class = ${sql.lit(id)} and batch is not null
      and batch >= ${sql.lit(from)} and batch < ${sql.lit(to)}))`.execute(tx)
  await keepNoStatistics(tx, `${table}_new`)
  await sql`create index on ${fresh} (batch)`.execute(tx)
  let after: number | null = from - 1
  while (after !== null) {
    signal.throwIfAborted()
    after = await copyStep(tx, { old, fresh }, after)
  }
  await sql`alter table ${parent} detach partition ${old}`.execute(tx)
  await sql`drop table ${old}`.execute(tx)
  await sql`alter table ${fresh} rename to ${sql.id(table)}`.execute(tx)
  await sql`alter table ${parent} attach partition ${old}
    for values from (${sql.lit(from)}) to (${sql.lit(to)})`.execute(tx)
  await sql`alter table ${old} drop constraint within`.execute(tx)
}

/** Copies the next batches, whole; answers the last of them, null when there was none. */
async function copyStep(
  tx: Writer,
  { old, fresh }: { readonly old: ReturnType<typeof sql>; readonly fresh: ReturnType<typeof sql> },
  after: number,
): Promise<number | null> {
  const { rows } = await sql<{ last: number | null }>`select max(batch) as last from (select batch from ${old}
    where batch > ${after}::bigint order by batch limit ${copyRows}) as next`.execute(tx)
  const last = rows[0]?.last ?? null
  if (last !== null)
    await sql`insert into ${fresh} select * from ${old} where batch > ${after}::bigint
      and batch <= ${last}::bigint order by batch, place`.execute(tx)
  return last
}
