import type { Actor } from '../../../kernel/actor.ts'
import type { Recorded } from '../../../kernel/recorded.ts'
import type { Writer } from '../../../platform/database/database.ts'
import type { Platform } from '../../../platform/platform.ts'
import { changed } from '../activity.ts'
import { addInvited, sendInvitation, type Invitee } from './add-invited.ts'
import { requireAppointable } from './appoint.ts'
import { lockOrganisation, requirePerson, requireState } from './find.ts'

/** Invites somebody into an organisation, with roles that the actor may give. */
export async function invite(
  tx: Writer,
  platform: Platform,
  actor: Actor,
  organisationId: string,
  invitee: Invitee,
): Promise<Recorded<{ person: string }>> {
  const organisation = await lockOrganisation(tx, organisationId)
  const roles = requireAppointable(actor, organisation, [], invitee.roles)
  const person = await addInvited(tx, platform, actor, organisation, { ...invitee, roles })
  const concern = { actor, organisation: organisation.id, person: person.id, now: platform.clock.now() }
  return changed(tx, concern, [{ type: 'identity.person-invited', data: person }], { person: person.id })
}

/** Sends the invitation again with a new link; the earlier one stops working. */
export async function inviteAgain(
  tx: Writer,
  platform: Platform,
  actor: Actor,
  organisationId: string,
  personId: string,
): Promise<Recorded<object>> {
  const organisation = await lockOrganisation(tx, organisationId)
  const person = await requirePerson(tx, organisation.id, personId)
  requireState(person, 'invited')
  await sendInvitation(tx, platform, actor, organisation, person)
  const concern = { actor, organisation: organisation.id, person: personId, now: platform.clock.now() }
  return changed(tx, concern, [{ type: 'identity.invitation-repeated', data: {} }], {})
}
