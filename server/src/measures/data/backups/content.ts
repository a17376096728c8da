import { sql } from 'kysely'
import { setImmediate } from 'node:timers/promises'
import { isoTime } from '../../../kernel/clock.ts'
import type { Reader } from '../../../platform/database/database.ts'
import { appliedMigrations } from '../../../platform/database/migrate.ts'
import type { Manifest, SequenceState, TableContent } from './format.ts'

const statementMs = 30 * 60_000

/** For the running transaction: the text of a value depends on nothing but the value, and no row policy hides rows. */
export async function fixSettings(reader: Reader): Promise<void> {
  await sql`select set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO, MDY', true),
    set_config('IntervalStyle', 'postgres', true), set_config('extra_float_digits', '1', true),
    set_config('bytea_output', 'hex', true), set_config('row_security', 'off', true),
    set_config('statement_timeout', ${String(statementMs)}, true)`.execute(reader)
}

const systemSchemas = sql`n.nspname !~ '^pg_' and n.nspname <> 'information_schema'`
const ofExtension = sql`exists (select 1 from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')`

export interface TableShape {
  readonly schema: string
  readonly name: string
  /** In order; generated columns are left out: they follow from the others. */
  readonly columns: readonly string[]
}

interface FoundTable extends TableShape {
  /** Size of its file; 0 for a partitioned table. */
  readonly pages: number
}

/** All tables of all our schemas, from the catalogue: nobody has to remember to add one. */
export async function tableShapes(reader: Reader): Promise<readonly FoundTable[]> {
  const { rows } = await sql<FoundTable>`
    select n.nspname as schema, c.relname as name,
      (pg_relation_size(c.oid) / current_setting('block_size')::integer)::integer as pages,
      coalesce((select json_agg(a.attname order by a.attnum) from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''), '[]') as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and not c.relispartition and c.relpersistence <> 't' and ${systemSchemas} and not ${ofExtension}
    order by 1, 2`.execute(reader)
  return rows
}

/** The table, named in a statement. */
export const tableName = ({ schema, name }: Pick<TableShape, 'schema' | 'name'>) =>
  sql`${sql.id(schema, name)}`

/** A database as one transaction sees it. */
export interface Content {
  readonly manifest: Manifest
  /** Bytes of the longest row's text, for each table of the manifest. */
  readonly widest: readonly number[]
}

/**
 * Reads everything that a backup says about the database: migrations, count and digest of every table, position of every
 * sequence. `now` in ms since the epoch. Call fixSettings first.
 */
export async function readContent(reader: Reader, now: number): Promise<Content> {
  const migrations = await appliedMigrations(reader)
  const tables: TableContent[] = []
  const widest: number[] = []
  for (const found of await tableShapes(reader)) {
    const { schema, name, columns } = found
    const sums = await readSums(reader, found)
    tables.push({ schema, name, columns: [...columns], rows: sums.rows, digest: `${sums.high} ${sums.low}` })
    widest.push(sums.widest)
  }
  const sequences = await readSequences(reader)
  return {
    manifest: { format: 'nachweis-backup/1', takenAt: isoTime(now), migrations, tables, sequences },
    widest,
  }
}

const pagesPerStep = 256

/** In steps: on the embedded database everything else in this process stands still during a statement. */
async function readSums(reader: Reader, table: FoundTable) {
  const sums = { rows: 0, high: 0n, low: 0n, widest: 1 }
  for (let page = 0; page === 0 || page < table.pages; page += pagesPerStep) {
    const open = page + pagesPerStep >= table.pages
    const step = await readStep(reader, table, page, open ? null : page + pagesPerStep)
    sums.rows += Number(step.rows)
    sums.high += BigInt(step.high)
    sums.low += BigInt(step.low)
    sums.widest = Math.max(sums.widest, step.widest ?? 1)
    await setImmediate()
  }
  return sums
}

interface Step {
  readonly rows: string
  readonly high: string
  readonly low: string
  readonly widest: number | null
}

// `whole_row`, not a short alias: a column of that name would be taken in its place. `offset 0`: hash each row once.
async function readStep(reader: Reader, table: TableShape, from: number, to: number | null): Promise<Step> {
  const before = to === null ? sql`` : sql`and whole_row.ctid < ${`(${to},0)`}::tid`
  const { rows } = await sql<Step>`
    select count(*)::text as rows, max(octet_length(words)) as widest,
      coalesce(sum(('x' || left(hash, 16))::bit(64)::bigint::numeric), 0)::text as high,
      coalesce(sum(('x' || substr(hash, 17, 16))::bit(64)::bigint::numeric), 0)::text as low
    from (select words, encode(sha256(convert_to(words, 'UTF8')), 'hex') as hash
      from (select whole_row::text as words from ${tableName(table)} as whole_row
        where whole_row.ctid >= ${`(${from},0)`}::tid ${before} offset 0) as texts offset 0) as hashed`.execute(
    reader,
  )
  return rows[0] as Step
}

async function readSequences(reader: Reader): Promise<SequenceState[]> {
  const { rows } = await sql<{ schema: string; name: string }>`
    select n.nspname as schema, c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'S' and c.relpersistence <> 't' and ${systemSchemas} and not ${ofExtension} order by 1, 2`.execute(
    reader,
  )
  const states: SequenceState[] = []
  for (const { schema, name } of rows) {
    const state = await sql<{ last: string; called: boolean }>`
      select last_value::text as last, is_called as called from ${sql.id(schema, name)}`.execute(reader)
    const { last, called } = state.rows[0] as { last: string; called: boolean }
    states.push({ schema, name, lastValue: last, isCalled: called })
  }
  return states
}
