import { toHex, type DisclosedRecord, type LogRecord } from 'nachweis-verify'
import { sql } from 'kysely'
import type { Reader } from '../../platform/database/database.ts'
import { logReader } from './tables.ts'
import { records, type Tree } from './trees.ts'

/** The log's head as last signed. `signedAt` in ms since the epoch. */
export interface Head {
  readonly origin: string
  readonly key: string
  readonly clockKey: string
  readonly size: number
  readonly root: Uint8Array
  readonly checkpoint: string
  readonly signedAt: number
}

/** The newest signed head, or null before the log was opened. */
export async function readHead(reader: Reader, tree: Tree = records): Promise<Head | null> {
  const row = await logReader(reader).selectFrom(tree.head).selectAll().executeTakeFirst()
  return row ? headOf(row) : null
}

interface HeadRow extends Pick<Head, 'origin' | 'key' | 'size' | 'root' | 'checkpoint'> {
  readonly clock_key: string
  readonly signed_at: Date
}

/** The head that a row holds. */
export const headOf = (row: HeadRow): Head => ({
  origin: row.origin,
  key: row.key,
  clockKey: row.clock_key,
  size: row.size,
  root: row.root,
  checkpoint: row.checkpoint,
  signedAt: row.signed_at.getTime(),
})

/** Bytes of a hash tile, `width` hashes wide; null when it is not that wide yet. */
export async function readTile(
  reader: Reader,
  level: number,
  index: number,
  width: number,
  tree: Tree = records,
): Promise<Uint8Array | null> {
  const row = await logReader(reader)
    .selectFrom(tree.tile)
    .select('hashes')
    .where('level', '=', level)
    .where('index', '=', index)
    .executeTakeFirst()
  return row && row.hashes.length >= width * 32 ? row.hashes.subarray(0, width * 32) : null
}

/** Bytes of an entry bundle with `width` entries; null when there are fewer. */
export async function readBundle(
  reader: Reader,
  index: number,
  width: number,
  tree: Tree = records,
): Promise<Uint8Array | null> {
  const row = await logReader(reader)
    .selectFrom(tree.bundle)
    .select('entries')
    .where('index', '=', index)
    .executeTakeFirst()
  // Every entry of ours has 33 bytes after its uint16 length.
  const bytes = width * entryWithLengthBytes
  return row && row.entries.length >= bytes ? row.entries.subarray(0, bytes) : null
}

export const entryWithLengthBytes = 35

const anyOf = (ids: readonly string[]) => sql<string>`any(${ids}::uuid[])`

interface RecordRow {
  readonly index: number
  readonly body: string
  readonly salt: Uint8Array
}

/** A disclosed record as it is stored, still as text: what is published must be the bytes that were logged. */
export interface StoredRecord {
  readonly index: number
  readonly body: string
  readonly salt: string
}

const stored = (row: RecordRow): StoredRecord => ({ index: row.index, body: row.body, salt: toHex(row.salt) })

const disclosedRows = (reader: Reader) =>
  logReader(reader)
    .selectFrom('log.leaf')
    .innerJoin('log.record', 'log.record.id', 'log.leaf.record_id')
    .select(['log.leaf.index', 'log.record.body', 'log.record.salt'])
    .where('log.record.disclosed', '=', true)

/** Disclosed records with leaf index in [from, to), in log order. */
export async function disclosedBetween(reader: Reader, from: number, to: number): Promise<StoredRecord[]> {
  const rows = await disclosedRows(reader)
    .where('log.leaf.index', '>=', from)
    .where('log.leaf.index', '<', to)
    .orderBy('log.leaf.index')
    .execute()
  return rows.map(stored)
}

/** The disclosed records with these ids that are leaves already, in log order. */
export async function disclosedByIds(reader: Reader, ids: readonly string[]): Promise<StoredRecord[]> {
  if (ids.length === 0) return []
  const rows = await disclosedRows(reader)
    .where('log.record.id', '=', anyOf(ids))
    .orderBy('log.leaf.index')
    .execute()
  return rows.map(stored)
}

/**
 * Records by id, sealed ones too, whether or not they are leaves yet; those that were erased are missing. Sealed records
 * may only be shown to the people of the organisation that they are about: who calls this must have made sure of that.
 */
export async function recordsByIds(
  reader: Reader,
  ids: readonly string[],
): Promise<ReadonlyMap<string, LogRecord>> {
  if (ids.length === 0) return new Map()
  const rows = await logReader(reader)
    .selectFrom('log.record')
    .select(['id', 'body'])
    .where('id', '=', anyOf(ids))
    .execute()
  return new Map(rows.map(({ id, body }) => [id, JSON.parse(body) as LogRecord]))
}

/** The record parsed. */
export function parseStored(row: StoredRecord): DisclosedRecord {
  return { index: row.index, salt: row.salt, record: JSON.parse(row.body) as LogRecord }
}
