import { sql } from 'kysely'
import { isoTime } from '../../../../kernel/clock.ts'
import type { Reader } from '../../../../platform/database/database.ts'
import { containing, decodeCursor, pageOf } from '../../cursor.ts'
import { identityReader } from '../../tables.ts'

export interface CustomerQuery {
  readonly q?: string | undefined
  readonly state?: 'active' | 'closed' | undefined
  readonly cursor?: string | undefined
  readonly limit: number
}

/** Customers in the order of name and id, with the number of people who are not deactivated. */
export async function listCustomers(reader: Reader, { q, state, cursor, limit }: CustomerQuery) {
  let query = identityReader(reader)
    .selectFrom('identity.organisation as organisation')
    .select((select) => [
      'id',
      'name',
      'state',
      'second_factor as secondFactor',
      'created_at',
      select
        .selectFrom('identity.person')
        .select((count) => count.fn.countAll<number>().as('people'))
        .whereRef('organisation_id', '=', 'organisation.id')
        .where('state', '!=', 'deactivated')
        .as('people'),
    ])
    .where('kind', '=', 'customer')
    .where(sql<boolean>`not throwaway`)
    .orderBy('name')
    .orderBy('id')
    .limit(limit + 1)
  if (state !== undefined) query = query.where('state', '=', state)
  if (q !== undefined && q !== '') query = query.where('name', 'ilike', containing(q))
  if (cursor !== undefined) {
    const after = decodeCursor(cursor)
    query = query.where(sql<boolean>`(name, id) > (${after.name}, ${after.id}::uuid)`)
  }
  const { page, cursor: next } = pageOf(await query.execute(), limit)
  const customers = page.map(({ created_at, people, ...row }) => ({
    ...row,
    people: Number(people),
    createdAt: isoTime(created_at.getTime()),
  }))
  return { customers, cursor: next }
}
