import type { Actor } from '../../../kernel/actor.ts'
import type { Recorded } from '../../../kernel/recorded.ts'
import type { Writer } from '../../../platform/database/database.ts'
import type { Platform } from '../../../platform/platform.ts'
import { changed } from '../activity.ts'
import { endSessions } from '../sessions/end.ts'
import { identityWriter } from '../tables.ts'
import { requireRank } from './appoint.ts'
import { dropSecondFactors } from './drop-credentials.ts'
import { readFactors } from './factors.ts'
import { lockOrganisation, requirePerson, requireState } from './find.ts'
import { makeLink } from './links.ts'
import { notify, type Whence } from './notify.ts'

/**
 * Removes the second factors of somebody who lost them; a new one is owed at the next sign-in where it is required. The
 * password stays as it is and nobody chooses one for somebody else (ASVS 6.4.6); who has none is mailed a link.
 */
export async function resetFactors(
  tx: Writer,
  platform: Platform,
  actor: Actor,
  organisationId: string,
  personId: string,
  whence: Whence,
): Promise<Recorded<{ sessionsEnded: number }>> {
  const now = platform.clock.now()
  const organisation = await lockOrganisation(tx, organisationId)
  const person = await requirePerson(tx, organisation.id, personId)
  requireState(person, 'active')
  requireRank(actor, organisation.id, person)
  const before = (await readFactors(tx, [personId]))(personId)
  await dropSecondFactors(tx, personId)
  const sessionsEnded = await endSessions(tx, { person: personId })
  await identityWriter(tx).deleteFrom('identity.attempt').where('person_id', '=', personId).execute()
  await notify(tx, platform, person, { kind: 'factors-reset', ...whence })
  if (!before.password) {
    const secret = await makeLink(tx, 'password-reset', personId, now)
    await notify(tx, platform, person, { kind: 'password-reset', secret, ...whence })
  }
  const { totp, passkeys, recoveryCodesLeft } = before
  const data = { removed: { totp, passkeys, recoveryCodesLeft }, sessionsEnded }
  const concern = { actor, organisation: organisation.id, person: personId, now }
  return changed(tx, concern, [{ type: 'identity.factors-reset', data }], { sessionsEnded })
}
