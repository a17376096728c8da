import type { Actor } from '../../../kernel/actor.ts'
import type { Recorded } from '../../../kernel/recorded.ts'
import type { Writer } from '../../../platform/database/database.ts'
import { changed } from '../activity.ts'
import { identityWriter } from '../tables.ts'
import { requireRank } from './appoint.ts'
import { lockOrganisation, requirePerson, requireState } from './find.ts'

/** Lets a deactivated person sign in again, with the roles and factors they had. */
export async function reactivate(
  tx: Writer,
  actor: Actor,
  organisationId: string,
  personId: string,
  now: number,
): Promise<Recorded<object>> {
  const organisation = await lockOrganisation(tx, organisationId)
  const person = await requirePerson(tx, organisation.id, personId)
  requireState(person, 'deactivated')
  requireRank(actor, organisation.id, person)
  await identityWriter(tx)
    .updateTable('identity.person')
    .set({ state: 'active' })
    .where('id', '=', personId)
    .execute()
  const concern = { actor, organisation: organisation.id, person: personId, now }
  return changed(tx, concern, [{ type: 'identity.person-reactivated', data: {} }], {})
}
