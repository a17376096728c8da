import { sql } from 'kysely'
import type { Role } from '../../../kernel/policy.ts'
import type { Writer } from '../../../platform/database/database.ts'
import { identityWriter } from '../tables.ts'
import type { Connection } from './connection.ts'

type Mapping = Pick<Connection, 'id' | 'organisation' | 'roleMap' | 'defaultRole'>

export interface RolesMapped {
  readonly type: 'identity.roles-changed'
  readonly data: object
}

/** The roles that the groups give; null when the connection maps none of them. */
export function mappedRoles({ roleMap }: Pick<Mapping, 'roleMap'>, groups: readonly string[]): Role[] | null {
  const roles = roleMap.filter(({ group }) => groups.includes(group)).map(({ role }) => role)
  return roles.length === 0 ? null : [...new Set(roles)]
}

/**
 * Brings roles in line with the groups where the connection maps them: those named at sign-in, and those that SCIM
 * keeps. Never touches an owner or the last administrator. Answers what to record.
 */
export async function mapRoles(
  tx: Writer,
  connection: Mapping,
  person: { readonly id: string; readonly roles: readonly Role[] },
  groupsAtSignIn: readonly string[],
): Promise<RolesMapped[]> {
  if (connection.roleMap.length === 0 || person.roles.includes('owner')) return []
  const groups = [...groupsAtSignIn, ...(await provisionedGroups(tx, person.id))]
  const roles = mappedRoles(connection, groups) ?? [connection.defaultRole]
  if (roles.toSorted().join() === person.roles.toSorted().join()) return []
  if (
    person.roles.includes('admin') &&
    !roles.includes('admin') &&
    (await isLastAdmin(tx, connection, person.id))
  )
    return []
  await identityWriter(tx).updateTable('identity.person').set({ roles }).where('id', '=', person.id).execute()
  return [{ type: 'identity.roles-changed', data: { roles, before: person.roles, by: connection.id } }]
}

/** The groups that SCIM put somebody into, by name and by the identity provider's own id: either may be mapped. */
export async function provisionedGroups(tx: Writer, personId: string): Promise<string[]> {
  const rows = await identityWriter(tx)
    .selectFrom('identity.scim_member as member')
    .innerJoin('identity.scim_group as group', 'group.id', 'member.group_id')
    .select(['group.display_name', 'group.external_id'])
    .where('member.person_id', '=', personId)
    .execute()
  return rows.flatMap(({ display_name, external_id }) =>
    external_id === null ? [display_name] : [display_name, external_id],
  )
}

async function isLastAdmin(tx: Writer, { organisation }: Mapping, personId: string): Promise<boolean> {
  const other = await identityWriter(tx)
    .selectFrom('identity.person')
    .select('id')
    .where('organisation_id', '=', organisation)
    .where('state', '=', 'active')
    .where('id', '<>', personId)
    .where(sql<boolean>`'admin' = any(roles)`)
    .forUpdate()
    .limit(1)
    .executeTakeFirst()
  return other === undefined
}
