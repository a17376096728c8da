import type { Writer } from '../../platform/database/database.ts'
import { logWriter } from './tables.ts'

/**
 * Writes the entries of a batch of events, 33 bytes each, into the outbox of their tree, in the caller's transaction. They
 * become leaves in the order of the batch numbers.
 */
export async function appendEvents(tx: Writer, batch: number, entries: Uint8Array): Promise<void> {
  await logWriter(tx).insertInto('log.event_pending').values({ batch, entries }).execute()
}
