import { sql, type RawBuilder } from 'kysely'
import type { Role } from '../../../../kernel/policy.ts'
import type { Reader } from '../../../../platform/database/database.ts'
import { normaliseEmail } from '../../people/email.ts'
import { identityReader } from '../../tables.ts'
import type { Column, Filterable } from '../filter/condition.ts'
import type { Page } from '../page.ts'
import { isId, noResource } from '../resource-id.ts'
import { userShape } from '../shape.ts'

/** A person as provisioning sees it. */
export interface UserRow {
  readonly id: string
  readonly email: string
  readonly name: string
  readonly roles: readonly Role[]
  readonly state: 'invited' | 'active' | 'deactivated'
  readonly breakGlass: boolean
  readonly externalId: string | null
  readonly displayName: string | null
  readonly formatted: string | null
  readonly givenName: string | null
  readonly familyName: string | null
  readonly createdAt: Date
  /** null: the identity provider never wrote this person. */
  readonly changedAt: Date | null
  readonly deletedAt: Date | null
}

/** Invited people are no accounts yet; who was deleted by SCIM stays hidden until somebody lets them back in. */
const visible = sql<boolean>`(person.state <> 'invited' and (scim.deleted_at is null or person.state <> 'deactivated'))`

const spellEmail = (value: string) => {
  try {
    return normaliseEmail(value)
  } catch {
    return value
  }
}
const email = { kind: 'folded', expression: sql`person.email`, spell: spellEmail } as const
const shown = { kind: 'folded', expression: sql`person.name` } as const
const truth = { kind: 'boolean', expression: sql`true` } as const

/** What users can be filtered by. */
export const filterableUsers: Filterable = {
  urn: userShape.urn,
  columns: new Map<string, Column>(
    Object.entries({
      id: { kind: 'id', expression: sql`person.id` },
      externalid: { kind: 'exact', expression: sql`person.external_id` },
      username: email,
      emails: email,
      'emails.value': email,
      'emails.type': { kind: 'folded', expression: sql`'work'::text` },
      'emails.primary': truth,
      displayname: shown,
      'name.formatted': shown,
      'name.givenname': { kind: 'folded', expression: sql`scim.given_name` },
      'name.familyname': { kind: 'folded', expression: sql`scim.family_name` },
      active: { kind: 'boolean', expression: sql`(person.state = 'active')` },
      'meta.created': { kind: 'time', expression: sql`person.created_at` },
      'meta.lastmodified': { kind: 'time', expression: sql`coalesce(scim.changed_at, person.created_at)` },
      groups: { kind: 'id', expression: sql`member.group_id` },
      'groups.value': { kind: 'id', expression: sql`member.group_id` },
    }),
  ),
  rows: new Map(
    Object.entries({
      groups: (inner) =>
        sql<boolean>`exists (select 1 from identity.scim_member member where member.person_id = person.id and ${inner})`,
    }),
  ),
}

function everyone(reader: Reader, organisation: string) {
  return identityReader(reader)
    .selectFrom('identity.person as person')
    .leftJoin('identity.scim_user as scim', 'scim.person_id', 'person.id')
    .where('person.organisation_id', '=', organisation)
}

function withColumns(query: ReturnType<typeof everyone>) {
  return query.select([
    'person.id',
    'person.email',
    'person.name',
    'person.roles',
    'person.state',
    'person.break_glass as breakGlass',
    'person.external_id as externalId',
    'scim.display_name as displayName',
    'scim.formatted',
    'scim.given_name as givenName',
    'scim.family_name as familyName',
    'person.created_at as createdAt',
    'scim.changed_at as changedAt',
    'scim.deleted_at as deletedAt',
  ])
}

/** One page of the users of an organisation, oldest first, and how many there are in all. */
export async function findUsers(
  reader: Reader,
  organisation: string,
  filter: RawBuilder<boolean>,
  { offset, count }: Page,
): Promise<{ total: number; rows: UserRow[] }> {
  const fitting = everyone(reader, organisation).where(visible).where(filter)
  const { total } = await fitting
    .select((select) => select.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  if (count === 0 || offset >= total) return { total, rows: [] }
  const rows = await withColumns(fitting).orderBy('person.id').offset(offset).limit(count).execute()
  return { total, rows }
}

/** A user by id. Throws a Problem for everybody else's, as for none at all. */
export async function requireUser(reader: Reader, organisation: string, id: string): Promise<UserRow> {
  const row = isId(id)
    ? await withColumns(everyone(reader, organisation))
        .where(visible)
        .where('person.id', '=', id)
        .executeTakeFirst()
    : undefined
  if (row) return row
  throw noResource('User')
}

/** Whoever has this address in the organisation, invited and hidden ones too. */
export async function findByEmail(
  reader: Reader,
  organisation: string,
  address: string,
): Promise<(UserRow & { readonly visible: boolean }) | null> {
  const query = withColumns(everyone(reader, organisation).where('person.email', '=', address))
  return (await query.select(visible.as('visible')).executeTakeFirst()) ?? null
}

/** Which of these are users of the organisation. */
export async function knownUsers(
  reader: Reader,
  organisation: string,
  ids: readonly string[],
): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const rows = await everyone(reader, organisation)
    .where(visible)
    .where('person.id', 'in', ids)
    .select('person.id')
    .execute()
  return new Set(rows.map(({ id }) => id))
}
