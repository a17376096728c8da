import { Problem } from '../../../../kernel/problem.ts'
import type { Writer } from '../../../../platform/database/database.ts'
import { identityWriter } from '../../tables.ts'
import { noOrganisation } from '../find.ts'

/** Locks a customer that is in this state. Throws a Problem for the provider, for nobody, and in the other state. */
export async function lockCustomer(tx: Writer, id: string, state: 'active' | 'closed'): Promise<void> {
  const row = await identityWriter(tx)
    .selectFrom('identity.organisation')
    .select('state')
    .where('id', '=', id)
    .where('kind', '=', 'customer')
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw noOrganisation()
  if (row.state === state) return
  const [de, en] = row.state === 'closed' ? ['geschlossen', 'closed'] : ['offen', 'open']
  throw new Problem('conflict', `customer-${row.state}`, {
    de: `Dieser Kunde ist schon ${de}.`,
    en: `This customer is ${en} already.`,
  })
}
