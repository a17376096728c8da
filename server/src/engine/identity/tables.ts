import type { ColumnType, Kysely, Transaction } from 'kysely'
import type { Reader, Writer } from '../../platform/database/database.ts'

interface IdentityTables {
  'identity.access_key': { id: string; label: string; hash: Uint8Array; created_at: Date }
  'identity.first_link': {
    single: ColumnType<boolean, never, never>
    hash: Uint8Array
    created_at: Date
    used_at: Date | null
  }
}

/** The tables of this module, to read. */
export const identityReader = (reader: Reader) => reader as unknown as Kysely<IdentityTables>
/** The tables of this module, in a transaction. */
export const identityWriter = (tx: Writer) => tx as unknown as Transaction<IdentityTables>
