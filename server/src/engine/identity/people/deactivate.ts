import type { Actor } from '../../../kernel/actor.ts'
import type { Recorded } from '../../../kernel/recorded.ts'
import type { Writer } from '../../../platform/database/database.ts'
import { changed } from '../activity.ts'
import { identityWriter } from '../tables.ts'
import { requireRank } from './appoint.ts'
import { endAccess, type AccessEnded } from './end-access.ts'
import { lockOrganisation, requirePerson, requireState } from './find.ts'
import { requireAnotherAdmin } from './last-admin.ts'

/** Deactivates a person: whatever they could act with ends in the same transaction. */
export async function deactivate(
  tx: Writer,
  actor: Actor,
  organisationId: string,
  personId: string,
  now: number,
): Promise<Recorded<AccessEnded>> {
  const organisation = await lockOrganisation(tx, organisationId)
  const person = await requirePerson(tx, organisation.id, personId)
  requireState(person, 'active')
  requireRank(actor, organisation.id, person)
  await requireAnotherAdmin(tx, organisation, personId)
  await identityWriter(tx)
    .updateTable('identity.person')
    .set({ state: 'deactivated', break_glass: false })
    .where('id', '=', personId)
    .execute()
  const ended = await endAccess(tx, personId)
  const concern = { actor, organisation: organisation.id, person: personId, now }
  return changed(tx, concern, [{ type: 'identity.person-deactivated', data: ended }], ended)
}
