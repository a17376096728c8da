import { sql } from 'kysely'
import type { Writer } from '../../../platform/database/database.ts'
import { fixSettings, readContent, tableName, tableShapes, type TableShape } from './content.ts'
import { BackupError } from './failure.ts'
import { endLine, rowCount, tableLine, type Manifest } from './format.ts'

const batchBytesMax = 1024 * 1024
const batchRowsMax = 1000

/**
 * Replaces the content of a migrated database by that of the backup and compares every table with the manifest; the
 * transaction must be rolled back when this throws. `lines` are those behind the manifest.
 */
export async function load(tx: Writer, manifest: Manifest, lines: AsyncIterator<string>): Promise<void> {
  await fixSettings(tx)
  requireSameShape(manifest, await tableShapes(tx))
  const restoreRules = await suspendRules(tx, manifest.tables)
  if (manifest.tables.length > 0) await sql`truncate ${sql.join(manifest.tables.map(tableName))}`.execute(tx)
  let line = await nextLine(lines)
  for (const table of manifest.tables) {
    if (line !== tableLine(table))
      throw new BackupError('damaged', `${table.schema}.${table.name} is not where the manifest says.`)
    line = await loadRows(tx, table, lines)
  }
  if (line !== endLine)
    throw new BackupError('damaged', 'The end of the backup is not where the manifest says.')
  if ((await lines.next()).done !== true)
    throw new BackupError('damaged', 'Something follows the end of the backup.')
  for (const { schema, name, lastValue, isCalled } of manifest.sequences) {
    await sql`select setval(${`${quoted(schema)}.${quoted(name)}`}::regclass, ${lastValue}::bigint, ${isCalled}::boolean)`.execute(
      tx,
    )
  }
  await restoreRules()
  await compare(tx, manifest)
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`

function requireSameShape(manifest: Manifest, shapes: readonly TableShape[]): void {
  const say = ({ schema, name, columns }: TableShape) => JSON.stringify([schema, name, columns])
  const here = new Set(shapes.map(say))
  const there = new Set(manifest.tables.map(say))
  const odd = [
    ...[...there].filter((shape) => !here.has(shape)),
    ...[...here].filter((shape) => !there.has(shape)),
  ]
  if (odd.length > 0)
    throw new BackupError(
      'schema-differs',
      `Not the same in backup and database: ${odd.slice(0, 5).join(', ')}`,
    )
}

/** Takes foreign keys away and triggers out of service while rows arrive in any order; answers how to put them back. */
async function suspendRules(tx: Writer, tables: readonly TableShape[]): Promise<() => Promise<void>> {
  const { rows: keys } = await sql<{ schema: string; name: string; key: string; definition: string }>`
    select n.nspname as schema, c.relname as name, f.conname as key, pg_get_constraintdef(f.oid) as definition
    from pg_constraint f join pg_class c on c.oid = f.conrelid join pg_namespace n on n.oid = c.relnamespace
    where f.contype = 'f' and f.conparentid = 0`.execute(tx)
  for (const key of keys)
    await sql`alter table ${tableName(key)} drop constraint ${sql.id(key.key)}`.execute(tx)
  for (const table of tables) await sql`alter table ${tableName(table)} disable trigger user`.execute(tx)
  return async () => {
    for (const table of tables) await sql`alter table ${tableName(table)} enable trigger user`.execute(tx)
    for (const key of keys) {
      await sql`alter table ${tableName(key)} add constraint ${sql.id(key.key)} ${sql.raw(key.definition)}`.execute(
        tx,
      )
    }
  }
}

async function nextLine(lines: AsyncIterator<string>): Promise<string> {
  const { value, done } = await lines.next()
  if (done === true) throw new BackupError('damaged', 'The backup ends too early.')
  return value
}

/** Inserts the rows of one table; answers the line behind them. */
async function loadRows(tx: Writer, table: TableShape, lines: AsyncIterator<string>): Promise<string> {
  let batch: string[] = []
  let characters = 0
  const flush = async () => {
    if (batch.length > 0) await insert(tx, table, `[${batch.join(',')}]`)
    batch = []
    characters = 0
  }
  for (;;) {
    const line = await nextLine(lines)
    if (!line.startsWith('"')) {
      await flush()
      return line
    }
    if (batch.length === batchRowsMax || characters + line.length > batchBytesMax) await flush()
    batch.push(line)
    characters += line.length
  }
}

// `offset 0` keeps PostgreSQL from reading the text of a row anew for each of its columns.
async function insert(tx: Writer, table: TableShape, rows: string): Promise<void> {
  const name = tableName(table)
  const columns = sql.join(table.columns.map((column) => sql.id(column)))
  const values = sql.join(table.columns.map((column) => sql`(content).${sql.id(column)}`))
  await sql`insert into ${name} (${columns}) overriding system value
    select ${values} from (select line::${name} as content
      from json_array_elements_text(${rows}::json) as given (line) offset 0) as loaded`.execute(tx)
}

async function compare(tx: Writer, manifest: Manifest): Promise<void> {
  const { manifest: restored } = await readContent(tx, Date.parse(manifest.takenAt))
  const contents = (of: Manifest) =>
    of.tables.map(({ schema, name, rows, digest }) => `${schema}.${name} ${rows} ${digest}`)
  const sequences = (of: Manifest) => of.sequences.map((sequence) => JSON.stringify(sequence))
  const here = new Set([...contents(restored), ...sequences(restored)])
  const differing = [...contents(manifest), ...sequences(manifest)].filter((entry) => !here.has(entry))
  if (differing.length > 0) {
    throw new BackupError(
      'content-differs',
      `Differs after the restore (${rowCount(restored)} rows): ${differing.slice(0, 5).join(', ')}`,
    )
  }
}
