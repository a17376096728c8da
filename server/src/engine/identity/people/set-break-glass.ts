import type { Actor } from '../../../kernel/actor.ts'
import type { Recorded } from '../../../kernel/recorded.ts'
import type { Writer } from '../../../platform/database/database.ts'
import { changed } from '../activity.ts'
import { identityWriter } from '../tables.ts'
import { requireRank } from './appoint.ts'
import { lockOrganisation, requirePerson, requireState } from './find.ts'

/** Sets whether an active person may pass by required single sign-on, with password and second factor and an alarm. */
export async function setBreakGlass(
  tx: Writer,
  actor: Actor,
  organisationId: string,
  personId: string,
  breakGlass: boolean,
  now: number,
): Promise<Recorded<object>> {
  const organisation = await lockOrganisation(tx, organisationId)
  const person = await requirePerson(tx, organisation.id, personId)
  requireRank(actor, organisation.id, person)
  if (breakGlass) requireState(person, 'active')
  const concern = { actor, organisation: organisation.id, person: personId, now }
  if (person.breakGlass === breakGlass) return changed(tx, concern, [], {})
  await identityWriter(tx)
    .updateTable('identity.person')
    .set({ break_glass: breakGlass })
    .where('id', '=', personId)
    .execute()
  return changed(tx, concern, [{ type: 'identity.break-glass-changed', data: { breakGlass } }], {})
}
