import { sql } from 'kysely'
import type { Role } from '../../../kernel/policy.ts'
import type { Writer } from '../../../platform/database/database.ts'
import { chunked } from '../chunked.ts'
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

/** Somebody with the roles that they have. */
export interface Mapped {
  readonly id: string
  readonly roles: readonly Role[]
}

/**
 * Brings roles in line with the groups where the connection maps them: those named at sign-in, and those that SCIM
 * keeps. Never touches an owner or the last administrator. Answers what to record.
 */
export async function mapRoles(
  tx: Writer,
  connection: Mapping,
  person: Mapped,
  groupsAtSignIn: readonly string[],
): Promise<RolesMapped[]> {
  return (await mapRolesOfAll(tx, connection, [person], groupsAtSignIn)).map(({ draft }) => draft)
}

/** The same for many people at once, in few statements. */
export async function mapRolesOfAll(
  tx: Writer,
  connection: Mapping,
  people: readonly Mapped[],
  groupsAtSignIn: readonly string[] = [],
): Promise<{ person: string; draft: RolesMapped }[]> {
  if (connection.roleMap.length === 0) return []
  const wanted = await wantedRoles(tx, connection, people, groupsAtSignIn)
  const losing = wanted.filter(losesAdmin)
  const others = wanted.filter((change) => !losesAdmin(change))
  // First whoever becomes an administrator: then another may cease to be one.
  await writeRoles(tx, others)
  const kept = await keptAdmins(tx, connection, losing)
  const lost = losing.filter(({ id }) => !kept.has(id))
  await writeRoles(tx, lost)
  return [...others, ...lost].map(({ id, roles, before }) => ({
    person: id,
    draft: { type: 'identity.roles-changed', data: { roles, before, by: connection.id } },
  }))
}

interface Change extends Mapped {
  readonly before: readonly Role[]
}

const losesAdmin = ({ before, roles }: Change) => before.includes('admin') && !roles.includes('admin')

async function wantedRoles(
  tx: Writer,
  connection: Mapping,
  people: readonly Mapped[],
  groupsAtSignIn: readonly string[],
): Promise<Change[]> {
  const mapped = people.filter(({ roles }) => !roles.includes('owner'))
  const groups = await provisionedGroups(
    tx,
    mapped.map(({ id }) => id),
  )
  return mapped
    .map(({ id, roles: before }) => {
      const own = [...groupsAtSignIn, ...(groups.get(id) ?? [])]
      return { id, before, roles: mappedRoles(connection, own) ?? [connection.defaultRole] }
    })
    .filter(({ roles, before }) => keyOf(roles) !== keyOf(before))
}

const keyOf = (roles: readonly Role[]) => roles.toSorted().join()

/** One statement for everybody who gets the same roles. */
async function writeRoles(tx: Writer, changes: readonly Change[]): Promise<void> {
  for (const same of Map.groupBy(changes, ({ roles }) => keyOf(roles)).values()) {
    const roles = [...(same[0]?.roles ?? [])]
    for (const portion of chunked(same)) {
      const ids = portion.map(({ id }) => id)
      await identityWriter(tx).updateTable('identity.person').set({ roles }).where('id', 'in', ids).execute()
    }
  }
}

/** The groups that SCIM put people into, by name and by the identity provider's own id: either may be mapped. */
export async function provisionedGroups(
  tx: Writer,
  people: readonly string[],
): Promise<Map<string, string[]>> {
  const groups = new Map<string, string[]>(people.map((id) => [id, []]))
  for (const ids of chunked(people)) {
    const rows = await identityWriter(tx)
      .selectFrom('identity.scim_member as member')
      .innerJoin('identity.scim_group as group', 'group.id', 'member.group_id')
      .select(['member.person_id', 'group.display_name', 'group.external_id'])
      .where('member.person_id', 'in', ids)
      .execute()
    for (const { person_id, display_name, external_id } of rows)
      groups.get(person_id)?.push(display_name, ...(external_id === null ? [] : [external_id]))
  }
  return groups
}

/** Who of these must stay an administrator, as nobody else is an active one: the last, or all where none is active. */
async function keptAdmins(
  tx: Writer,
  { organisation }: Mapping,
  losing: readonly Change[],
): Promise<ReadonlySet<string>> {
  if (losing.length === 0) return new Set()
  const admins = await identityWriter(tx)
    .selectFrom('identity.person')
    .select('id')
    .where('organisation_id', '=', organisation)
    .where('state', '=', 'active')
    .where(sql<boolean>`'admin' = any(roles)`)
    .orderBy('id')
    .forUpdate()
    .execute()
  const ids = new Set(losing.map(({ id }) => id))
  if (admins.some(({ id }) => !ids.has(id))) return new Set()
  const last = admins.at(-1)
  return last ? new Set([last.id]) : ids
}
