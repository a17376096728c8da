import { sql } from 'kysely'
import type { Reader } from '../../../platform/database/database.ts'
import { fixSettings, readContent, tableName, type Content } from './content.ts'
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
  const content = await readContent(reader, now)
  const manifestLine = JSON.stringify(content.manifest)
  return { manifest: content.manifest, manifestLine, lines: dumpLines(reader, content, manifestLine) }
}

async function* dumpLines(
  reader: Reader,
  { manifest, widest }: Content,
  manifestLine: string,
): AsyncGenerator<Buffer> {
  yield lines([manifestLine])
  for (const [at, table] of manifest.tables.entries()) {
    yield lines([tableLine(table)])
    if (table.rows > 0) yield* rowLines(reader, table, widest[at] ?? 1)
  }
  yield lines([endLine])
}

async function* rowLines(reader: Reader, table: TableContent, widest: number): AsyncGenerator<Buffer> {
  const batch = Math.min(batchRowsMax, Math.max(1, Math.floor(batchBytesMax / widest)))
  await sql`declare backup_rows no scroll cursor for
    select to_json(whole_row::text)::text as line from ${tableName(table)} as whole_row`.execute(reader)
  for (let left = table.rows; left > 0; left -= batch) {
    const { rows } = await sql<{ line: string }>`fetch forward ${sql.lit(batch)} from backup_rows`.execute(
      reader,
    )
    for (const { line } of rows) requireReadable(table, line)
    if (rows.length > 0) yield lines(rows.map((row) => row.line))
  }
  await sql`close backup_rows`.execute(reader)
}

/** What is written must be readable again. */
function requireReadable({ schema, name }: TableContent, line: string): void {
  if (line.length * utf8BytesMax <= lineBytesMax || Buffer.byteLength(line) <= lineBytesMax) return
  throw new BackupError('row-too-large', `A row of ${schema}.${name} takes more than ${lineBytesMax} bytes.`)
}

const utf8BytesMax = 3

const lines = (texts: readonly string[]): Buffer => Buffer.from(texts.join('\n') + '\n')
