import { sql } from 'kysely'
import { isoTime } from '../../../kernel/clock.ts'
import { Problem } from '../../../kernel/problem.ts'
import type { Role } from '../../../kernel/policy.ts'
import type { Reader } from '../../../platform/database/database.ts'
import { containing, decodeCursor, pageOf } from '../cursor.ts'
import { identityReader } from '../tables.ts'
import { readFactors, type Factors } from './factors.ts'
import { requirePerson, type Person } from './find.ts'

export interface PeopleQuery {
  readonly q?: string | undefined
  readonly role?: Role | undefined
  readonly state?: Person['state'] | undefined
  readonly cursor?: string | undefined
  readonly limit: number
}

/** A person in a listing. Times in ISO 8601. */
export interface ListedPerson extends Omit<Person, 'roles'> {
  readonly roles: Role[]
  readonly provisioned: boolean
  readonly factors: Factors
  readonly invitedUntil: string | null
  readonly createdAt: string
  readonly lastSeenAt: string | null
}

/** People of an organisation in the order of name and id: one walk along the index person_listed. */
export async function listPeople(reader: Reader, organisation: string, query: PeopleQuery) {
  const { page, cursor } = pageOf(await peopleRows(reader, organisation, query).execute(), query.limit)
  return { people: await listed(reader, page), cursor }
}

/** One person of an organisation. Throws a Problem when it has no such person. */
export async function showPerson(
  reader: Reader,
  organisation: string,
  person: string,
): Promise<ListedPerson> {
  const rows = await peopleRows(reader, organisation, { limit: 1 }).where('id', '=', person).execute()
  const [shown] = await listed(reader, rows)
  if (shown) return shown
  await requirePerson(reader, organisation, person)
  throw new Problem('not-found', 'no-such-person', 'The person was deleted a moment ago.')
}

function peopleRows(reader: Reader, organisation: string, { q, role, state, cursor, limit }: PeopleQuery) {
  let query = identityReader(reader)
    .selectFrom('identity.person as person')
    .select([
      'id',
      'name',
      'email',
      'language',
      'roles',
      'state',
      'break_glass as breakGlass',
      'external_id',
      'created_at',
      'last_seen_at',
    ])
    .select((select) =>
      select
        .selectFrom('identity.link')
        .select((link) => link.fn.max('expires_at').as('until'))
        .whereRef('person_id', '=', 'person.id')
        .where('kind', '=', 'invitation')
        .as('invitedUntil'),
    )
    .where('organisation_id', '=', organisation)
    .orderBy('name')
    .orderBy('id')
    .limit(limit + 1)
  if (role !== undefined) query = query.where(sql<boolean>`${role} = any(roles)`)
  if (state !== undefined) query = query.where('state', '=', state)
  if (cursor !== undefined) {
    const after = decodeCursor(cursor)
    query = query.where(sql<boolean>`(name, id) > (${after.name}, ${after.id}::uuid)`)
  }
  if (q === undefined || q === '') return query
  const pattern = containing(q.normalize('NFC'))
  return query.where((where) => where.or([where('name', 'ilike', pattern), where('email', 'ilike', pattern)]))
}

async function listed(
  reader: Reader,
  rows: Awaited<ReturnType<ReturnType<typeof peopleRows>['execute']>>,
): Promise<ListedPerson[]> {
  const factorsOf = await readFactors(
    reader,
    rows.map((row) => row.id),
  )
  return rows.map(({ external_id, created_at, last_seen_at, invitedUntil, ...row }) => ({
    ...row,
    provisioned: external_id !== null,
    factors: factorsOf(row.id),
    invitedUntil: row.state === 'invited' && invitedUntil ? isoTime(invitedUntil.getTime()) : null,
    createdAt: isoTime(created_at.getTime()),
    lastSeenAt: last_seen_at === null ? null : isoTime(last_seen_at.getTime()),
  }))
}
