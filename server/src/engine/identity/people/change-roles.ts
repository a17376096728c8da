import type { Actor } from '../../../kernel/actor.ts'
import type { Role } from '../../../kernel/policy.ts'
import type { Recorded } from '../../../kernel/recorded.ts'
import type { Writer } from '../../../platform/database/database.ts'
import { changed } from '../activity.ts'
import { identityWriter } from '../tables.ts'
import { requireAppointable } from './appoint.ts'
import { lockOrganisation, requirePerson } from './find.ts'
import { adminRole, requireAnotherAdmin } from './last-admin.ts'

/** Sets a person's roles; sessions and tokens act with the new ones from the next request on. */
export async function changeRoles(
  tx: Writer,
  actor: Actor,
  organisationId: string,
  personId: string,
  wanted: readonly Role[],
  now: number,
): Promise<Recorded<object>> {
  const organisation = await lockOrganisation(tx, organisationId)
  const { roles: before } = await requirePerson(tx, organisation.id, personId)
  const after = requireAppointable(actor, organisation, before, wanted)
  if (!after.includes(adminRole(organisation.kind))) await requireAnotherAdmin(tx, organisation, personId)
  await identityWriter(tx)
    .updateTable('identity.person')
    .set({ roles: after })
    .where('id', '=', personId)
    .execute()
  const concern = { actor, organisation: organisation.id, person: personId, now }
  return changed(tx, concern, [{ type: 'identity.roles-changed', data: { before, after } }], {})
}
