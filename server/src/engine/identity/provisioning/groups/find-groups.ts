import { sql, type RawBuilder } from 'kysely'
import type { Reader } from '../../../../platform/database/database.ts'
import { identityReader } from '../../tables.ts'
import type { Column, Filterable } from '../filter/condition.ts'
import type { Page } from '../page.ts'
import { isId, noResource } from '../resource-id.ts'
import { groupShape } from '../shape.ts'

export interface GroupRow {
  readonly id: string
  readonly displayName: string
  readonly externalId: string | null
  readonly createdAt: Date
  readonly changedAt: Date
  readonly size: number
}

/** What groups can be filtered by. */
export const filterableGroups: Filterable = {
  urn: groupShape.urn,
  columns: new Map<string, Column>(
    Object.entries({
      id: { kind: 'id', expression: sql`grp.id` },
      externalid: { kind: 'exact', expression: sql`grp.external_id` },
      displayname: { kind: 'folded', expression: sql`grp.display_name` },
      members: { kind: 'id', expression: sql`member.person_id` },
      'members.value': { kind: 'id', expression: sql`member.person_id` },
      'meta.created': { kind: 'time', expression: sql`grp.created_at` },
      'meta.lastmodified': { kind: 'time', expression: sql`grp.changed_at` },
    }),
  ),
  rows: new Map(
    Object.entries({
      members: (inner) =>
        sql<boolean>`exists (select 1 from identity.scim_member member where member.group_id = grp.id and ${inner})`,
    }),
  ),
}

const groupsOf = (reader: Reader, organisation: string) =>
  identityReader(reader)
    .selectFrom('identity.scim_group as grp')
    .where('grp.organisation_id', '=', organisation)

function withColumns(query: ReturnType<typeof groupsOf>) {
  return query
    .select([
      'grp.id',
      'grp.display_name as displayName',
      'grp.external_id as externalId',
      'grp.created_at as createdAt',
      'grp.changed_at as changedAt',
    ])
    .select(
      sql<number>`(select count(*)::int from identity.scim_member member where member.group_id = grp.id)`.as(
        'size',
      ),
    )
}

/** One page of the groups of an organisation, oldest first, and how many there are in all. */
export async function findGroups(
  reader: Reader,
  organisation: string,
  filter: RawBuilder<boolean>,
  { offset, count }: Page,
): Promise<{ total: number; rows: GroupRow[] }> {
  const fitting = groupsOf(reader, organisation).where(filter)
  const { total } = await fitting
    .select((select) => select.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  if (count === 0 || offset >= total) return { total, rows: [] }
  const rows = await withColumns(fitting).orderBy('grp.id').offset(offset).limit(count).execute()
  return { total, rows }
}

/** A group by id. Throws a Problem for another organisation's, as for none at all. */
export async function requireGroup(reader: Reader, organisation: string, id: string): Promise<GroupRow> {
  const row = isId(id)
    ? await withColumns(groupsOf(reader, organisation)).where('grp.id', '=', id).executeTakeFirst()
    : undefined
  if (row) return row
  throw noResource('Group')
}

/** Who is in these groups: group, user and the name shown, by group. */
export async function membersOf(
  reader: Reader,
  groups: readonly string[],
): Promise<Map<string, { id: string; name: string }[]>> {
  const members = new Map<string, { id: string; name: string }[]>(groups.map((group) => [group, []]))
  if (groups.length === 0) return members
  const rows = await identityReader(reader)
    .selectFrom('identity.scim_member as member')
    .innerJoin('identity.person as person', 'person.id', 'member.person_id')
    .select(['member.group_id as group', 'person.id', 'person.name'])
    .where('member.group_id', 'in', groups)
    .orderBy('person.id')
    .execute()
  for (const { group, id, name } of rows) members.get(group)?.push({ id, name })
  return members
}
