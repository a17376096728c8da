import type { Actor } from '../../../kernel/actor.ts'
import type { Recorded } from '../../../kernel/recorded.ts'
import type { Writer } from '../../../platform/database/database.ts'
import { forgetMailsOf } from '../../notifications/index.ts'
import { changed } from '../activity.ts'
import { identityWriter } from '../tables.ts'
import { requireRank } from './appoint.ts'
import { lockOrganisation, requirePerson, requireState } from './find.ts'

/** Takes an invitation back: the person, who never was here, is deleted with their mails, and the link stops working. */
export async function deleteInvited(
  tx: Writer,
  actor: Actor,
  organisationId: string,
  personId: string,
  now: number,
): Promise<Recorded<object>> {
  const organisation = await lockOrganisation(tx, organisationId)
  const person = await requirePerson(tx, organisation.id, personId)
  requireState(person, 'invited')
  requireRank(actor, organisation.id, person)
  await identityWriter(tx).deleteFrom('identity.person').where('id', '=', personId).execute()
  await forgetMailsOf(tx, personId)
  const concern = { actor, organisation: organisation.id, person: personId, now }
  const data = { name: person.name, email: person.email }
  return changed(tx, concern, [{ type: 'identity.invitation-withdrawn', data }], {})
}
