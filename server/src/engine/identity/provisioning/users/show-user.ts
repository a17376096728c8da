import { isoTime } from '../../../../kernel/clock.ts'
import type { Reader } from '../../../../platform/database/database.ts'
import { identityReader } from '../../tables.ts'
import { versioned, wants, type Projection, type ScimResource } from '../answer.ts'
import { userShape } from '../shape.ts'
import type { UserRow } from './find-users.ts'

export const userLocation = (base: string, id: string) => `${base}/Users/${id}`

/** Users as SCIM shows them, with their groups where those are wanted. `base` is the address of /scim/v2. */
export async function showUsers(
  reader: Reader,
  base: string,
  rows: readonly UserRow[],
  projection: Projection,
): Promise<ScimResource[]> {
  const groups = wants(projection, 'groups') ? await groupsOf(reader, rows) : []
  return rows.map((row) => {
    const own = groups
      .filter(({ person }) => person === row.id)
      .map(({ id, display }) => ({ value: id, $ref: `${base}/Groups/${id}`, display, type: 'direct' }))
    return versioned(showUser(base, row, own))
  })
}

function showUser(base: string, row: UserRow, groups: readonly object[]): ScimResource {
  return {
    schemas: [userShape.urn],
    id: row.id,
    ...(row.externalId === null ? {} : { externalId: row.externalId }),
    userName: row.email,
    displayName: row.name,
    name: {
      formatted: row.name,
      ...(row.givenName === null ? {} : { givenName: row.givenName }),
      ...(row.familyName === null ? {} : { familyName: row.familyName }),
    },
    active: row.state === 'active',
    emails: [{ value: row.email, type: 'work', primary: true }],
    groups,
    meta: {
      resourceType: 'User',
      created: isoTime(row.createdAt.getTime()),
      lastModified: isoTime((row.changedAt ?? row.createdAt).getTime()),
      location: userLocation(base, row.id),
    },
  }
}

async function groupsOf(reader: Reader, rows: readonly UserRow[]) {
  if (rows.length === 0) return []
  return identityReader(reader)
    .selectFrom('identity.scim_member as member')
    .innerJoin('identity.scim_group as group', 'group.id', 'member.group_id')
    .select(['member.person_id as person', 'group.id', 'group.display_name as display'])
    .where(
      'member.person_id',
      'in',
      rows.map(({ id }) => id),
    )
    .orderBy('group.id')
    .execute()
}
