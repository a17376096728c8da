import type { Actor } from '../../../kernel/actor.ts'
import { Problem } from '../../../kernel/problem.ts'
import type { Reader } from '../../../platform/database/database.ts'
import { allOrganisations, requirePerson } from '../../identity/index.ts'

/** Throws a Problem when there is no such organisation. */
export async function requireOrganisation(reader: Reader, id: string): Promise<void> {
  if ((await allOrganisations(reader)).some((each) => each.id === id)) return
  throw new Problem('not-found', 'no-such-organisation', {
    de: 'Diese Organisation gibt es nicht.',
    en: 'There is no such organisation.',
  })
}

/** The person at the provider who answers for a hold: the one named, else whoever makes it. Throws a Problem. */
export async function requireOwner(reader: Reader, actor: Actor, named: string | null): Promise<string> {
  if (actor.kind === 'person') {
    if (named === null && actor.means.kind === 'session') return actor.personId
    if (named !== null) return (await requirePerson(reader, actor.organisation.id, named)).id
  }
  if (named === null) throw ownerMissing()
  const providers = (await allOrganisations(reader)).filter(({ kind }) => kind === 'provider')
  if (providers.length === 0) throw ownerMissing()
  return (await requirePerson(reader, providers[0]?.id ?? '', named)).id
}

const ownerMissing = () =>
  new Problem('bad-request', 'owner-missing', {
    de: 'Nennen Sie die Person beim Anbieter, die für die Sperre einsteht.',
    en: 'Name the person at the provider who answers for the hold.',
  })
