import { isoTime } from '../../../../kernel/clock.ts'
import type { Reader } from '../../../../platform/database/database.ts'
import { versioned, wants, type Projection, type ScimResource } from '../answer.ts'
import { groupShape } from '../shape.ts'
import { userLocation } from '../users/show-user.ts'
import { membersOf, type GroupRow } from './find-groups.ts'

/** Members in one answer. A page that would hold more is shorter (RFC 7644, section 3.4.2.4, allows it). */
const membersShownMax = 20_000

export const groupLocation = (base: string, id: string) => `${base}/Groups/${id}`

/** Groups as SCIM shows them, with their members where those are wanted. `base` is the address of /scim/v2. */
export async function showGroups(
  reader: Reader,
  base: string,
  rows: readonly GroupRow[],
  projection: Projection,
): Promise<ScimResource[]> {
  const full = wants(projection, 'members')
  const page = full ? shortened(rows) : rows
  const members = full
    ? await membersOf(
        reader,
        page.map(({ id }) => id),
      )
    : new Map<string, { id: string; name: string }[]>()
  return page.map((row) => versioned(showGroup(base, row, members.get(row.id) ?? [])))
}

function shortened(rows: readonly GroupRow[]): readonly GroupRow[] {
  let members = 0
  const end = rows.findIndex((row, i) => (members += row.size) > membersShownMax && i > 0)
  return end === -1 ? rows : rows.slice(0, end)
}

function showGroup(
  base: string,
  row: GroupRow,
  members: readonly { readonly id: string; readonly name: string }[],
): ScimResource {
  return {
    schemas: [groupShape.urn],
    id: row.id,
    ...(row.externalId === null ? {} : { externalId: row.externalId }),
    displayName: row.displayName,
    members: members.map(({ id, name }) => ({
      value: id,
      $ref: userLocation(base, id),
      display: name,
      type: 'User',
    })),
    meta: {
      resourceType: 'Group',
      created: isoTime(row.createdAt.getTime()),
      lastModified: isoTime(row.changedAt.getTime()),
      location: groupLocation(base, row.id),
    },
  }
}
