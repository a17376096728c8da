import type { Actor } from '../../../../kernel/actor.ts'
import type { Recorded } from '../../../../kernel/recorded.ts'
import type { Writer } from '../../../../platform/database/database.ts'
import { changed } from '../../activity.ts'
import { identityWriter } from '../../tables.ts'
import { lockCustomer } from './lock-customer.ts'

/** Lets the people of a closed customer sign in again. */
export async function reopenCustomer(
  tx: Writer,
  actor: Actor,
  customer: string,
  now: number,
): Promise<Recorded<object>> {
  await lockCustomer(tx, customer, 'closed')
  await identityWriter(tx)
    .updateTable('identity.organisation')
    .set({ state: 'active' })
    .where('id', '=', customer)
    .execute()
  const concern = { actor, organisation: customer, person: null, now }
  return changed(tx, concern, [{ type: 'identity.customer-reopened', data: {} }], {})
}
