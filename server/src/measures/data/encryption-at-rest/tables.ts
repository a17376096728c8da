import type { Kysely, Transaction } from 'kysely'
import type { Reader, Writer } from '../../../platform/database/database.ts'

interface EncryptionAtRestTables {
  'encryption_at_rest.canary': {
    id: string
    planted_at: Date
    /** A random value as every sensitive value is stored. */
    sealed: Uint8Array
    /** Another one, in plain: the search must find it, or it proves nothing. */
    control: string
  }
}

/** The tables of this module, to read. */
export const canaryReader = (reader: Reader) => reader as unknown as Kysely<EncryptionAtRestTables>
/** The tables of this module, in a transaction. */
export const canaryWriter = (tx: Writer) => tx as unknown as Transaction<EncryptionAtRestTables>
