import { isoTime } from '../../../../kernel/clock.ts'
import type { Reader } from '../../../../platform/database/database.ts'
import { identityReader } from '../../tables.ts'
import { hasSecondFactor } from '../factors.ts'
import { noOrganisation } from '../find.ts'

/** An organisation, its rules, and how many of its active people have a second factor (n of n). */
export async function showOrganisation(reader: Reader, id: string) {
  const tables = identityReader(reader)
  const row = await tables
    .selectFrom('identity.organisation')
    .select(['id', 'kind', 'name', 'state', 'second_factor', 'created_at'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw noOrganisation()
  const counts = await tables
    .selectFrom('identity.person as person')
    .select((select) => [
      select.fn.countAll<number>().as('people'),
      select.fn.countAll<number>().filterWhere(hasSecondFactor).as('withSecondFactor'),
    ])
    .where('organisation_id', '=', id)
    .where('state', '=', 'active')
    .executeTakeFirstOrThrow()
  const { second_factor, created_at, ...organisation } = row
  return {
    ...organisation,
    secondFactor: row.kind === 'provider' ? ('required' as const) : second_factor,
    people: counts.people,
    withSecondFactor: counts.withSecondFactor,
    createdAt: isoTime(created_at.getTime()),
  }
}
