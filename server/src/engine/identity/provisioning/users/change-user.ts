import type { PersonActor } from '../../../../kernel/actor.ts'
import { Problem } from '../../../../kernel/problem.ts'
import type { Recorded } from '../../../../kernel/recorded.ts'
import type { Writer } from '../../../../platform/database/database.ts'
import { changed } from '../../activity.ts'
import { requireRank } from '../../people/appoint.ts'
import { deactivate } from '../../people/deactivate.ts'
import { lockOrganisation, requirePerson } from '../../people/find.ts'
import { dropLinks } from '../../people/links.ts'
import { reactivate } from '../../people/reactivate.ts'
import { provisionedGroups } from '../../sign-on/map-roles.ts'
import { identityWriter } from '../../tables.ts'
import { mapMembers } from '../groups/map-members.ts'
import { together } from '../together.ts'
import { requireProvenDomain } from './create-user.ts'
import { requireUser, type UserRow } from './find-users.ts'
import type { WantedUser } from './read-user.ts'
import { attributesOf, difference, writeAttributes } from './write-user.ts'

/**
 * Brings a user to what `want` makes of the present one. Becoming inactive ends sessions and personal tokens in the same
 * transaction. Throws a Problem.
 */
export async function changeUser(
  tx: Writer,
  actor: PersonActor,
  id: string,
  want: (row: UserRow) => WantedUser,
  now: number,
): Promise<Recorded<string>> {
  const organisation = await lockOrganisation(tx, actor.organisation.id)
  const row = await requireUser(tx, organisation.id, id)
  requireRank(actor, organisation.id, await requirePerson(tx, organisation.id, id))
  const wanted = want(row)
  const concern = { actor, organisation: organisation.id, person: id, now }
  const changes: Recorded<unknown>[] = []
  const data = difference(attributesOf(row), wanted)
  if (data !== null) {
    if (wanted.userName !== row.email) await requireMovable(tx, organisation.id, row, wanted.userName)
    await writeAttributes(tx, row, wanted, now)
    changes.push(
      changed(tx, concern, [{ type: 'identity.person-changed', data: { by: 'scim', ...data } }], {}),
    )
  }
  if (wanted.active === false && row.state === 'active') {
    refuseEmergency(row)
    changes.push(await deactivate(tx, actor, organisation.id, id, now))
    changes.push(deprovisioned(tx, concern, 'active'))
  }
  if (wanted.active === true && row.state === 'deactivated')
    changes.push(await reactivate(tx, actor, organisation.id, id, now))
  return together(changes, id)
}

/**
 * DELETE: deactivates at once, forgets groups and externalId, and hides the person from SCIM. The account stays for the
 * log and for whoever lets the person back in. Throws a Problem.
 */
export async function deleteUser(
  tx: Writer,
  actor: PersonActor,
  id: string,
  now: number,
): Promise<Recorded<object>> {
  const organisation = await lockOrganisation(tx, actor.organisation.id)
  const row = await requireUser(tx, organisation.id, id)
  requireRank(actor, organisation.id, await requirePerson(tx, organisation.id, id))
  refuseEmergency(row)
  const ended = row.state === 'active' ? [await deactivate(tx, actor, organisation.id, id, now)] : []
  const tables = identityWriter(tx)
  await writeAttributes(tx, row, { ...attributesOf(row), externalId: null }, now)
  await tables
    .updateTable('identity.scim_user')
    .set({ deleted_at: new Date(now) })
    .where('person_id', '=', id)
    .execute()
  const groups = (await provisionedGroups(tx, [id])).get(id) ?? []
  await tables.deleteFrom('identity.scim_member').where('person_id', '=', id).execute()
  // Whoever lets the person back in must not give back what a group gave.
  const roles = await mapMembers(tx, { actor, organisation: organisation.id, now }, [id], groups)
  const concern = { actor, organisation: organisation.id, person: id, now }
  return together([...ended, roles, deprovisioned(tx, concern, 'delete')], {})
}

const deprovisioned = (tx: Writer, concern: Parameters<typeof changed>[1], by: 'active' | 'delete') =>
  changed(tx, concern, [{ type: 'identity.person-deprovisioned', data: { by } }], {})

/** An emergency account is there for the day on which the identity provider fails, or is not in the right hands. */
function refuseEmergency({ breakGlass }: UserRow): void {
  if (breakGlass)
    throw new Problem(
      'conflict',
      'emergency-account',
      'This is an emergency account: its address and its state do not follow the identity provider. Lift that in the console first.',
    )
}

/** A new address must be the organisation's own; links that went to the old one stop working. */
async function requireMovable(tx: Writer, organisation: string, row: UserRow, email: string): Promise<void> {
  await requireProvenDomain(tx, organisation, email)
  refuseEmergency(row)
  await dropLinks(tx, row.id, ['invitation', 'password-reset'])
}
