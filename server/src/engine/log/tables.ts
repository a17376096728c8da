import type { ColumnType, Generated, Kysely, Transaction } from 'kysely'
import type { Reader, Writer } from '../../platform/database/database.ts'

interface TileTable {
  level: number
  index: number
  hashes: Uint8Array
}

interface BundleTable {
  index: number
  entries: Uint8Array
}

interface HeadTable {
  single: ColumnType<boolean, never, never>
  origin: string
  key: string
  clock_key: string
  sealed_key: Uint8Array
  sealed_clock_key: Uint8Array
  size: number
  root: Uint8Array
  checkpoint: string
  signed_at: Date
}

interface LogTables {
  'log.record': {
    id: string
    type: string
    at: Date
    /** Canonical JSON (RFC 8785), exactly the bytes that the leaf commits to. */
    body: string
    salt: Uint8Array
    disclosed: boolean
  }
  'log.pending': { position: Generated<number>; record_id: string; entry: Uint8Array }
  'log.leaf': { index: number; record_id: string }
  'log.tile': TileTable
  'log.bundle': BundleTable
  'log.head': HeadTable
  'log.event_pending': { batch: number; entries: Uint8Array }
  'log.event_batch': { first_leaf: number; batch: number; count: number }
  'log.event_tile': TileTable
  'log.event_bundle': BundleTable
  'log.event_head': HeadTable & { noted_size: Generated<number> }
}

/** The log's own tables, to read. */
export const logReader = (reader: Reader) => reader as unknown as Kysely<LogTables>
/** The log's own tables, in a transaction. */
export const logWriter = (tx: Writer) => tx as unknown as Transaction<LogTables>
