import type { Actor } from '../../../kernel/actor.ts'
import type { Recorded } from '../../../kernel/recorded.ts'
import type { Writer } from '../../../platform/database/database.ts'
import { changed } from '../activity.ts'
import { identityWriter } from '../tables.ts'
import { requireRank } from './appoint.ts'
import { requirePerson } from './find.ts'
import { normaliseName } from './name.ts'

export interface PersonChange {
  readonly name?: string | undefined
  readonly language?: 'de' | 'en' | undefined
}

/** Changes name or language: of somebody in the organisation, or one's own (profile). Nothing is recorded if nothing changes. */
export async function changePerson(
  tx: Writer,
  actor: Actor,
  organisation: string,
  personId: string,
  change: PersonChange,
  now: number,
): Promise<Recorded<object>> {
  const person = await requirePerson(tx, organisation, personId)
  if (actor.kind !== 'person' || actor.personId !== personId) requireRank(actor, organisation, person)
  const name = change.name === undefined ? person.name : normaliseName(change.name)
  const language = change.language ?? person.language
  const concern = { actor, organisation, person: personId, now }
  if (name === person.name && language === person.language) return changed(tx, concern, [], {})
  await identityWriter(tx)
    .updateTable('identity.person')
    .set({ name, language })
    .where('id', '=', personId)
    .execute()
  const data = { before: { name: person.name, language: person.language }, after: { name, language } }
  return changed(tx, concern, [{ type: 'identity.person-changed', data }], {})
}
