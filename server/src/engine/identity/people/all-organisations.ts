import type { Reader } from '../../../platform/database/database.ts'
import { identityReader } from '../tables.ts'

export interface KnownOrganisation {
  readonly id: string
  readonly kind: 'provider' | 'customer'
  readonly name: string
}

/** Most organisations that are held in memory by those who look names up. */
const organisationsMax = 100_000

/** Provider and customers, e.g. for other modules that find an organisation by its name. */
export async function allOrganisations(reader: Reader): Promise<KnownOrganisation[]> {
  return identityReader(reader)
    .selectFrom('identity.organisation')
    .select(['id', 'kind', 'name'])
    .orderBy('id')
    .limit(organisationsMax)
    .execute()
}

/** Those of these organisations that are closed: nobody of theirs gets in, and nothing is sent to them. */
export async function closedAmong(reader: Reader, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set()
  const rows = await identityReader(reader)
    .selectFrom('identity.organisation')
    .select('id')
    .where('id', 'in', [...new Set(ids)])
    .where('state', '=', 'closed')
    .execute()
  return new Set(rows.map(({ id }) => id))
}
