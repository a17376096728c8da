import { sql } from 'kysely'
import { isoTime } from '../../../../kernel/clock.ts'
import type { Database, Reader } from '../../../../platform/database/database.ts'
import type { Platform } from '../../../../platform/platform.ts'
import { batchAt } from '../../event.ts'
import { partitionsOf } from '../partitions-of.ts'

/** A table that still takes events is locked while it is rewritten: only when that is a matter of seconds. */
const liveBytesMax = 256 * 1024 * 1024
const lockMs = 3_000
const lockNotAvailable = '55P03'

/**
 * Rewrites the tables from which erasures took rows, so that not even the free space of their pages holds the bytes any
 * more; then the erasure is done. A large table that still takes events waits until its period is over, and all wait for
 * transactions that began before the rows were gone. Answers how many tables are still to come.
 */
export async function rewriteTables(platform: Platform, signal: AbortSignal): Promise<number> {
  const { database, clock } = platform
  const tables = await readyTables(database.reader)
  const partitions = new Map((await partitionsOf(database.reader)).map((each) => [each.table, each]))
  let left = 0
  for (const table of tables) {
    if (signal.aborted) break
    const partition = partitions.get(table)
    if (!partition && table !== 'hold') {
      // Dropped since, with its files.
      await forget(database.reader, table)
      continue
    }
    const live = partition !== undefined && partition.to > batchAt(clock.now())
    if ((live && (await bytesOf(database.reader, table)) > liveBytesMax) || !(await rewrite(platform, table)))
      left++
    else await forget(database.reader, table)
  }
  await endErasures(database, clock.now())
  return left
}

/** Tables of erasures whose rows are gone, for every transaction that is under way. */
async function readyTables(reader: Reader): Promise<string[]> {
  const { rows } = await sql<{ table_name: string }>`
    select distinct r.table_name from events.rewrite r join events.erasure e on e.id = r.erasure_id
    where e.state = 'rewriting' and not exists (select from pg_stat_activity a
      where a.pid <> pg_backend_pid() and a.datname = current_database() and a.xact_start <= e.gone_at)
    order by r.table_name`.execute(reader)
  return rows.map(({ table_name }) => table_name)
}

async function bytesOf(reader: Reader, table: string): Promise<number> {
  const { rows } = await sql<{ bytes: number }>`
    select pg_total_relation_size(${`events.${table}`}::regclass)::float8 as bytes`.execute(reader)
  return rows[0]?.bytes ?? 0
}

/** Answers false when somebody holds the table; that is tried again. */
async function rewrite({ database, telemetry }: Pick<Platform, 'database' | 'telemetry'>, table: string) {
  return database.reader.connection().execute(async (connection) => {
    await sql`select set_config('lock_timeout', ${String(lockMs)}, false)`.execute(connection)
    try {
      await sql`vacuum (full) ${sql.id('events', table)}`.execute(connection)
      return true
    } catch (error) {
      if ((error as { code?: unknown }).code !== lockNotAvailable) throw error
      telemetry.warn('a table of events is in use and will be rewritten later', { table })
      return false
    } finally {
      await sql`select set_config('lock_timeout', '0', false)`.execute(connection)
    }
  })
}

async function forget(reader: Reader, table: string): Promise<void> {
  await sql`delete from events.rewrite r using events.erasure e
    where e.id = r.erasure_id and e.state = 'rewriting' and r.table_name = ${table}`.execute(reader)
}

async function endErasures({ reader }: Database, now: number): Promise<void> {
  await sql`update events.erasure e set state = 'done', ended_at = ${isoTime(now)} where e.state = 'rewriting'
    and not exists (select from events.rewrite r where r.erasure_id = e.id)`.execute(reader)
}
