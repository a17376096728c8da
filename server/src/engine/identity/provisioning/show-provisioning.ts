import { sql } from 'kysely'
import type { Reader } from '../../../platform/database/database.ts'
import { mappedRoles } from '../sign-on/map-roles.ts'
import { identityReader } from '../tables.ts'
import { findGroups } from './groups/find-groups.ts'
import { countMax } from './page.ts'
import { roleConnection } from './role-connection.ts'

/** What an administrator sees of provisioning: the address to enter at the identity provider, and what came of it. */
export async function showProvisioning(reader: Reader, organisation: string, baseUrl: string) {
  const page = { startIndex: 1, offset: 0, count: countMax }
  const { total, rows } = await findGroups(reader, organisation, sql<boolean>`true`, page)
  const connection = await roleConnection(reader, organisation)
  const { people } = await identityReader(reader)
    .selectFrom('identity.scim_user as scim')
    .innerJoin('identity.person as person', 'person.id', 'scim.person_id')
    .where('person.organisation_id', '=', organisation)
    .where('scim.deleted_at', 'is', null)
    .select((select) => select.fn.countAll<number>().as('people'))
    .executeTakeFirstOrThrow()
  const groups = rows.map(({ id, displayName, externalId, size }) => {
    const names = externalId === null ? [displayName] : [displayName, externalId]
    const roles: readonly string[] = (connection && mappedRoles(connection, names)) ?? []
    return { id, displayName, externalId, members: size, roles: [...roles] }
  })
  return { baseUrl, people, groupsTotal: total, groups }
}
