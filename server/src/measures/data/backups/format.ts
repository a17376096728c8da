import { createHash } from 'node:crypto'
import { z } from 'zod'

// A backup is one age file (age-encryption.org/v1) around one gzip stream of UTF-8 lines, each ended by LF: the manifest;
// then for each of its tables, in its order, {"table":"schema.name"} and a line for each row; at last {"end":true}.
// A row is PostgreSQL's text of the whole row as a JSON string: it keeps what a JSON object would lose (JSON null, -0).

const name = z.string().min(1).max(63)
const tablesMax = 10_000

const tableSchema = z.strictObject({
  schema: name,
  name,
  columns: z.array(name).max(1600),
  rows: z.int().min(0),
  /** Sums of both 64-bit halves of every row's SHA-256: the same in whatever order rows lie. */
  digest: z.string().regex(/^-?\d{1,60} -?\d{1,60}$/),
})

const sequenceSchema = z.strictObject({
  schema: name,
  name,
  lastValue: z.string().regex(/^-?\d{1,19}$/),
  isCalled: z.boolean(),
})

const manifestSchema = z.strictObject({
  format: z.literal('nachweis-backup/1'),
  takenAt: z.iso.datetime(),
  migrations: z
    .array(
      z.strictObject({
        module: z.string().regex(/^[a-z0-9-]{1,63}$/),
        file: z.string().regex(/^\d{4}-[a-z0-9-]{1,100}\.sql$/),
      }),
    )
    .max(tablesMax),
  tables: z.array(tableSchema).max(tablesMax),
  sequences: z.array(sequenceSchema).max(tablesMax),
})

export type Manifest = z.output<typeof manifestSchema>
export type TableContent = z.output<typeof tableSchema>
export type SequenceState = z.output<typeof sequenceSchema>

/** Longest line that is written or read. */
export const lineBytesMax = 64 * 1024 * 1024

/** Reads the first line. Throws when it is no manifest of ours. */
export const parseManifest = (line: string): Manifest => manifestSchema.parse(JSON.parse(line))

export const manifestSha256 = (line: string): string => createHash('sha256').update(line).digest('hex')

export const tableLine = ({ schema, name }: Pick<TableContent, 'schema' | 'name'>): string =>
  JSON.stringify({ table: `${schema}.${name}` })

export const endLine = JSON.stringify({ end: true })

/** All rows of the manifest. */
export const rowCount = (manifest: Manifest): number =>
  manifest.tables.reduce((sum, table) => sum + table.rows, 0)
