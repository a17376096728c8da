import type { Actor } from '../../../../kernel/actor.ts'
import { newId } from '../../../../kernel/id.ts'
import type { Recorded } from '../../../../kernel/recorded.ts'
import type { Writer } from '../../../../platform/database/database.ts'
import type { Platform } from '../../../../platform/platform.ts'
import { changed } from '../../activity.ts'
import { identityWriter } from '../../tables.ts'
import { addInvited } from '../add-invited.ts'
import { normaliseName } from '../name.ts'

export interface NewCustomer {
  readonly name: string
  readonly secondFactor: 'encouraged' | 'required'
  readonly admin: { readonly name: string; readonly email: string; readonly language: 'de' | 'en' }
}

/** Creates a customer and invites its first administrator. */
export async function createCustomer(
  tx: Writer,
  platform: Platform,
  actor: Actor,
  { name, secondFactor, admin }: NewCustomer,
): Promise<Recorded<{ customer: string; person: string }>> {
  const now = platform.clock.now()
  const customer = { id: newId(now), kind: 'customer' as const, name: normaliseName(name) }
  await identityWriter(tx)
    .insertInto('identity.organisation')
    .values({ ...customer, second_factor: secondFactor, created_at: new Date(now) })
    .execute()
  const person = await addInvited(tx, platform, actor, customer, { ...admin, roles: ['admin'] })
  const drafts = [
    { type: 'identity.customer-created' as const, data: { name: customer.name, secondFactor } },
    { type: 'identity.person-invited' as const, data: person },
  ]
  const concern = { actor, organisation: customer.id, person: person.id, now }
  return changed(tx, concern, drafts, { customer: customer.id, person: person.id })
}
