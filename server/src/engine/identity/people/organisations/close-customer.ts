import type { Actor } from '../../../../kernel/actor.ts'
import type { Recorded } from '../../../../kernel/recorded.ts'
import type { Writer } from '../../../../platform/database/database.ts'
import { changed } from '../../activity.ts'
import { endSessions } from '../../sessions/end.ts'
import { identityWriter } from '../../tables.ts'
import { lockCustomer } from './lock-customer.ts'

/** Closes a customer: its sessions end, its tokens stop working, nobody of it signs in. Its people and data stay. */
export async function closeCustomer(
  tx: Writer,
  actor: Actor,
  customer: string,
  now: number,
): Promise<Recorded<{ sessionsEnded: number }>> {
  await lockCustomer(tx, customer, 'active')
  await identityWriter(tx)
    .updateTable('identity.organisation')
    .set({ state: 'closed' })
    .where('id', '=', customer)
    .execute()
  const sessionsEnded = await endSessions(tx, { organisation: customer })
  const concern = { actor, organisation: customer, person: null, now }
  return changed(tx, concern, [{ type: 'identity.customer-closed', data: { sessionsEnded } }], {
    sessionsEnded,
  })
}
