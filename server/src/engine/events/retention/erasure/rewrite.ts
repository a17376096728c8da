import { sql } from 'kysely'
import { isoTime } from '../../../../kernel/clock.ts'
import type { Database, Reader } from '../../../../platform/database/database.ts'
import type { Platform } from '../../../../platform/platform.ts'
import { batchAt } from '../../event.ts'
import { bytesOf, partitionsOf, type Partition } from '../partitions-of.ts'
import { copyTable } from './copy-table.ts'
import { traceTables } from './traces.ts'

/**
 * A table that still takes events is locked while it is rewritten: only when that is a matter of seconds. A larger one that
 * takes no more is copied in steps: in one statement it would take longer than a statement may.
 */
export const wholeBytesMax = 256 * 1024 * 1024
const lockMs = 3_000
/** Lock not available, statement canceled for its time: tried again. */
const later = new Set(['55P03', '57014'])
const otherTables = new Set<string>(['hold', ...Object.values(traceTables)])

/**
 * Rewrites the tables from which erasures took rows, so that not even the free space of their pages holds the bytes any
 * more; then the erasure is done. A large table that still takes events waits until the time that it holds is over, and all
 * wait for transactions that began before the rows were gone. Answers how many tables are still to come.
 */
export async function rewriteTables(
  platform: Platform,
  signal: AbortSignal,
  bytesMax = wholeBytesMax,
): Promise<number> {
  const { database, clock } = platform
  const tables = await readyTables(database.reader)
  const partitions = new Map((await partitionsOf(database.reader)).map((each) => [each.table, each]))
  let left = 0
  for (const table of tables) {
    if (signal.aborted) break
    const partition = partitions.get(table)
    if (!partition && !otherTables.has(table)) {
      // Dropped since, with its files.
      await forget(database.reader, table)
      continue
    }
    const bytes = await bytesOf(database.reader, table)
    const isLarge = partition !== undefined && bytes > bytesMax
    if (isLarge && isLive(partition, clock.now())) {
      left++
      continue
    }
    const how = isLarge ? () => copy(database, partition, signal) : () => vacuum(database, table)
    if (!(await tryNow(platform, table, how))) left++
    else {
      if (partition) await noteFreed(database.reader, partition, bytes)
      await forget(database.reader, table)
    }
  }
  await endErasures(database, clock.now())
  return left
}

/** Whether a table still takes events. `now` in ms since the epoch. */
export const isLive = ({ to }: Partition, now: number): boolean => to > batchAt(now)

/** Tables of erasures whose rows are gone, for every transaction that is under way. */
async function readyTables(reader: Reader): Promise<string[]> {
  const { rows } = await sql<{ table_name: string }>`
    select distinct r.table_name from events.rewrite r join events.erasure e on e.id = r.erasure_id
    where e.state = 'rewriting' and not exists (select from pg_stat_activity a
      where a.pid <> pg_backend_pid() and a.datname = current_database() and a.xact_start <= e.gone_at)
    order by r.table_name`.execute(reader)
  return rows.map(({ table_name }) => table_name)
}

/** Answers false when somebody holds the table, or the time was up; that is tried again. */
async function tryNow({ telemetry }: Pick<Platform, 'telemetry'>, table: string, how: () => Promise<void>) {
  try {
    await how()
    return true
  } catch (error) {
    if (!later.has(String((error as { code?: unknown }).code))) throw error
    telemetry.warn('a table of events is in use and will be rewritten later', { table })
    return false
  }
}

async function vacuum({ reader }: Database, table: string): Promise<void> {
  await reader.connection().execute(async (connection) => {
    await sql`select set_config('lock_timeout', ${String(lockMs)}, false)`.execute(connection)
    try {
      await sql`vacuum (full) ${sql.id('events', table)}`.execute(connection)
    } finally {
      await sql`select set_config('lock_timeout', '0', false)`.execute(connection)
    }
  })
}

const copy = (database: Database, partition: Partition, signal: AbortSignal): Promise<void> =>
  database.transaction(async (tx) => {
    await sql`select set_config('lock_timeout', ${String(lockMs)}, true)`.execute(tx)
    await copyTable(tx, partition, signal)
  })

/** By how much the files shrank stands with the oldest of the erasures that waited for it. */
async function noteFreed(reader: Reader, { table, class: id }: Partition, before: number): Promise<void> {
  const freed = Math.max(0, before - (await bytesOf(reader, table)))
  await sql`update events.deletion set freed_bytes = freed_bytes + ${freed}::bigint where id = (
    select d.id from events.deletion d join events.rewrite r on r.erasure_id = d.run
    where r.table_name = ${table} and d.class = ${id} order by d.id limit 1)`.execute(reader)
}

async function forget(reader: Reader, table: string): Promise<void> {
  await sql`delete from events.rewrite r using events.erasure e
    where e.id = r.erasure_id and e.state = 'rewriting' and r.table_name = ${table}`.execute(reader)
}

async function endErasures({ reader }: Database, now: number): Promise<void> {
  await sql`update events.erasure e set state = 'done', ended_at = ${isoTime(now)} where e.state = 'rewriting'
    and not exists (select from events.rewrite r where r.erasure_id = e.id)`.execute(reader)
}
