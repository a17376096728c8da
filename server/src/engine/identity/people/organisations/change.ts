import type { Actor } from '../../../../kernel/actor.ts'
import { requireStepUp } from '../../../../kernel/permission.ts'
import { Problem } from '../../../../kernel/problem.ts'
import type { Recorded } from '../../../../kernel/recorded.ts'
import type { Writer } from '../../../../platform/database/database.ts'
import { changed } from '../../activity.ts'
import { identityWriter } from '../../tables.ts'
import { hasSecondFactor } from '../factors.ts'
import { lockOrganisation, type Organisation } from '../find.ts'
import { normaliseName } from '../name.ts'

export interface OrganisationChange {
  readonly name?: string | undefined
  readonly secondFactor?: 'encouraged' | 'required' | undefined
}

type Draft = { readonly type: `identity.${string}`; readonly data: object }

/**
 * Renames an organisation or changes its rule. Requiring a second factor takes effect at once on those who are signed in
 * with one factor; easing it asks again who the actor is.
 */
export async function changeOrganisation(
  tx: Writer,
  actor: Actor,
  id: string,
  change: OrganisationChange,
  now: number,
): Promise<Recorded<{ sessionsEnded: number }>> {
  const before = await lockOrganisation(tx, id)
  const name = change.name === undefined ? before.name : normaliseName(change.name)
  const secondFactor = change.secondFactor ?? before.secondFactor
  requireAllowed(actor, before, secondFactor, now)
  await identityWriter(tx)
    .updateTable('identity.organisation')
    .set({ name, second_factor: secondFactor })
    .where('id', '=', id)
    .execute()
  const drafts: Draft[] = []
  if (name !== before.name)
    drafts.push({ type: 'identity.organisation-renamed', data: { before: before.name, after: name } })
  let sessionsEnded = 0
  if (secondFactor !== before.secondFactor) {
    if (secondFactor === 'required') sessionsEnded = await raiseSessions(tx, id)
    drafts.push({ type: 'identity.second-factor-rule-changed', data: { secondFactor, sessionsEnded } })
  }
  return changed(tx, { actor, organisation: id, person: null, now }, drafts, { sessionsEnded })
}

function requireAllowed(
  actor: Actor,
  before: Organisation,
  secondFactor: Organisation['secondFactor'],
  now: number,
): void {
  if (secondFactor === before.secondFactor || secondFactor === 'required') return
  if (before.kind === 'provider') {
    throw new Problem('conflict', 'always-required', {
      de: 'Beim Anbieter ist der zweite Faktor immer Pflicht.',
      en: 'At the provider a second factor is always required.',
    })
  }
  requireStepUp(actor, now)
}

/** Who has a second factor and did not use it signs in again; who has none may do nothing but set one up. */
async function raiseSessions(tx: Writer, organisation: string): Promise<number> {
  const tables = identityWriter(tx)
  const people = tables
    .selectFrom('identity.person as person')
    .select('id')
    .where('organisation_id', '=', organisation)
  const ended = await tables
    .deleteFrom('identity.session')
    .where('level', '=', 1)
    .where('person_id', 'in', people.where(hasSecondFactor))
    .executeTakeFirst()
  await tables
    .updateTable('identity.session')
    .set({ enrolment: true })
    .where('level', '=', 1)
    .where('person_id', 'in', people)
    .execute()
  return Number(ended.numDeletedRows)
}
