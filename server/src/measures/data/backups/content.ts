import { sql } from 'kysely'
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

/** All tables of all our schemas, from the catalogue: nobody has to remember to add one. */
export async function tableShapes(reader: Reader): Promise<TableShape[]> {
  const { rows } = await sql<TableShape>`
    select n.nspname as schema, c.relname as name,
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

/**
 * Everything that a backup says about the database as this transaction sees it: migrations, and for every table count and
 * digest, for every sequence its position. `now` in ms since the epoch. Call fixSettings first.
 */
export async function readManifest(reader: Reader, now: number): Promise<Manifest> {
  const migrations = await appliedMigrations(reader)
  const tables: TableContent[] = []
  for (const shape of await tableShapes(reader)) tables.push(await readContent(reader, shape))
  const sequences = await readSequences(reader)
  return { format: 'nachweis-backup/1', takenAt: isoTime(now), migrations, tables, sequences }
}

// `whole_row`, not a short alias: a column of that name would be taken in its place. `offset 0`: hash each row once.
async function readContent(reader: Reader, shape: TableShape): Promise<TableContent> {
  const { rows } = await sql<{ rows: string; high: string; low: string }>`
    select count(*)::text as rows,
      coalesce(sum(('x' || left(hash, 16))::bit(64)::bigint::numeric), 0)::text as high,
      coalesce(sum(('x' || substr(hash, 17, 16))::bit(64)::bigint::numeric), 0)::text as low
    from (select encode(sha256(convert_to(whole_row::text, 'UTF8')), 'hex') as hash
      from ${tableName(shape)} as whole_row offset 0) as hashed`.execute(reader)
  const found = rows[0] as { rows: string; high: string; low: string }
  return {
    ...shape,
    columns: [...shape.columns],
    rows: Number(found.rows),
    digest: `${found.high} ${found.low}`,
  }
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
