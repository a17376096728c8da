import { sql } from 'kysely'
import type { Reader } from '../../../platform/database/database.ts'
import { fixSettings, readManifest, tableName } from './content.ts'
import { BackupError } from './failure.ts'
import { endLine, lineBytesMax, tableLine, type Manifest, type TableContent } from './format.ts'

const batchBytesMax = 1024 * 1024
const batchRowsMax = 1000

/** A database as lines; see format.ts. `lines` reads within the transaction that `reader` is, once. */
export interface Dump {
  readonly manifest: Manifest
  readonly manifestLine: string
  readonly lines: AsyncGenerator<Buffer>
}

/**
 * Dumps what the transaction sees. `reader` must be a snapshot (repeatable read), or counts and rows would not agree.
 * Memory is bounded by one batch. `now` in ms since the epoch. Throws BackupError when a row is too large.
 */
export async function dump(reader: Reader, now: number): Promise<Dump> {
  await fixSettings(reader)
  const manifest = await readManifest(reader, now)
  const manifestLine = JSON.stringify(manifest)
  return { manifest, manifestLine, lines: dumpLines(reader, manifest, manifestLine) }
}

async function* dumpLines(reader: Reader, manifest: Manifest, manifestLine: string): AsyncGenerator<Buffer> {
  yield lines([manifestLine])
  for (const table of manifest.tables) {
    yield lines([tableLine(table)])
    if (table.rows > 0) yield* rowLines(reader, table)
  }
  yield lines([endLine])
}

async function* rowLines(reader: Reader, table: TableContent): AsyncGenerator<Buffer> {
  const text = sql`to_json(whole_row::text)::text`
  const from = sql`from ${tableName(table)} as whole_row`
  const { rows } = await sql<{ widest: number }>`select max(octet_length(${text})) as widest ${from}`.execute(
    reader,
  )
  const widest = rows[0]?.widest ?? 1
  if (widest > lineBytesMax) {
    throw new BackupError(
      'row-too-large',
      `A row of ${table.schema}.${table.name} takes ${widest} bytes; ${lineBytesMax} is the limit.`,
    )
  }
  const batch = Math.min(batchRowsMax, Math.max(1, Math.floor(batchBytesMax / widest)))
  await sql`declare backup_rows no scroll cursor for select ${text} as line ${from}`.execute(reader)
  for (let left = table.rows; left > 0; left -= batch) {
    const fetched = await sql<{ line: string }>`fetch forward ${sql.lit(batch)} from backup_rows`.execute(
      reader,
    )
    if (fetched.rows.length > 0) yield lines(fetched.rows.map((row) => row.line))
  }
  await sql`close backup_rows`.execute(reader)
}

const lines = (texts: readonly string[]): Buffer => Buffer.from(texts.join('\n') + '\n')
