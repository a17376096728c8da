import { sql } from 'kysely'
import type { Database, Writer } from '../../../platform/database/database.ts'
import { lockBlocks, lockDeletions, noteDeletion, type Deleted, type DeletionRun } from './deletion.ts'
import { updateDerived } from './derived-rows.ts'
import { anyHold, isHeld } from './holds/covered.ts'
import { bytesOf, type Partition } from './partitions-of.ts'

/** Rows of one transaction. */
const chunkRows = 5_000
/** Chunks of one partition in one run; what is left waits for the next. */
const chunksMax = 1_000

interface Counted {
  readonly first: number | null
  readonly last: number | null
  readonly n: number
}

/** Drops a partition that no hold covers, which frees its space at once. Answers how many rows it had; null: it must stay. */
export async function dropPartition(
  database: Database,
  run: DeletionRun,
  partition: Partition,
): Promise<number | null> {
  const table = sql.id('events', partition.table)
  return database.transaction(async (tx) => {
    await lockDeletions(tx)
    if (await anyHeld(tx, run, partition)) return null
    const { rows } = await sql<Counted>`
      select min(batch) as first, max(batch) as last, count(*)::float8 as n from ${table}`.execute(tx)
    const freedBytes = await bytesOf(tx, partition.table)
    await lockBlocks(tx)
    await sql`drop table ${table}`.execute(tx)
    return note(tx, run, partition, rows[0], freedBytes)
  })
}

async function anyHeld(tx: Writer, { now }: DeletionRun, partition: Partition): Promise<boolean> {
  if (!(await anyHold(tx, partition.class, now))) return false
  const { rows } =
    await sql`select from ${sql.id('events', partition.table)} e where ${isHeld(now)} limit 1`.execute(tx)
  return rows.length > 0
}

/** Deletes the rows of a partition before a batch that no hold covers, in small steps. Answers how many. */
export async function deleteRows(
  database: Database,
  run: DeletionRun,
  partition: Partition,
  limit: number,
  signal: AbortSignal,
): Promise<number> {
  let deleted = 0
  for (let chunk = 0; chunk < chunksMax && !signal.aborted; chunk++) {
    const count = await database.transaction((tx) => deleteChunk(tx, run, partition, limit))
    deleted += count
    if (count < chunkRows) break
  }
  return deleted
}

async function deleteChunk(
  tx: Writer,
  run: DeletionRun,
  partition: Partition,
  limit: number,
): Promise<number> {
  await lockDeletions(tx)
  const table = sql.id('events', partition.table)
  const spared = (await anyHold(tx, partition.class, run.now)) ? sql`not ${isHeld(run.now)}` : sql`true`
  await lockBlocks(tx)
  const { rows } = await sql<Counted>`
    with gone as (
      delete from ${table} where ctid = any(array(
        select e.ctid from ${table} e where e.batch < ${limit}::bigint and ${spared} limit ${chunkRows}))
      returning batch
    ) select min(batch) as first, max(batch) as last, count(*)::float8 as n from gone`.execute(tx)
  return note(tx, run, partition, rows[0])
}

async function note(
  tx: Writer,
  run: DeletionRun,
  partition: Partition,
  counted: Counted | undefined,
  freedBytes = 0,
): Promise<number> {
  if (!counted || counted.first === null || counted.last === null) return 0
  const deleted: Deleted = {
    class: partition.class,
    from: counted.first,
    to: counted.last,
    count: counted.n,
    freedBytes,
  }
  await noteDeletion(tx, run, deleted)
  await updateDerived(tx, deleted)
  return counted.n
}
