import type { Kysely, Transaction } from 'kysely'
import type { Reader, Writer } from '../../../platform/database/database.ts'

interface BackupsTables {
  'backups.run': {
    id: string
    /** The moment that the backup shows. */
    started_at: Date
    finished_at: Date | null
    file: string
    bytes: number | null
    /** Of the encrypted file, lower-case hex. */
    sha256: string | null
    /** Of the manifest line within. */
    manifest_sha256: string | null
    table_count: number | null
    row_count: number | null
    /** `<code>: <message>`; null when it succeeded or is under way. */
    error: string | null
  }
  'backups.copy': {
    run_id: string
    /** Id of the place in the configuration. */
    place: string
    checked_at: Date
    deleted_at: Date | null
    error: string | null
  }
}

/** The tables of this module, to read. */
export const backupsReader = (reader: Reader) => reader as unknown as Kysely<BackupsTables>
/** The tables of this module, in a transaction. */
export const backupsWriter = (tx: Writer) => tx as unknown as Transaction<BackupsTables>
