import { sql } from 'kysely'
import type { Writer } from '../../platform/database/database.ts'

const lockKey = 0x636c_6169

/**
 * One writer at a time in this module: the order of records in the log is then the order of the facts, and a status
 * change stands right behind the evidence that caused it. Held until the transaction ends.
 */
export async function takeClaimsLock(tx: Writer): Promise<void> {
  await sql`select pg_advisory_xact_lock(${lockKey})`.execute(tx)
}
