import { recorded, type Recorded } from '../../../../kernel/recorded.ts'
import type { Writer } from '../../../../platform/database/database.ts'
import { changedEach, type Concern } from '../../activity.ts'
import { chunked } from '../../chunked.ts'
import { mapRolesOfAll, type Mapped } from '../../sign-on/map-roles.ts'
import { identityWriter } from '../../tables.ts'
import { roleConnection } from '../role-connection.ts'

/**
 * Brings the roles of people in line with their groups, where the organisation's connection maps one of `names` (names
 * and ids of the groups that changed). Never touches owners, emergency accounts or the last administrator.
 */
export async function mapMembers(
  tx: Writer,
  concern: Omit<Concern, 'person'>,
  people: readonly string[],
  names: readonly (string | null)[],
): Promise<Recorded<unknown>> {
  const connection = await roleConnection(tx, concern.organisation)
  if (!connection?.roleMap.some(({ group }) => names.includes(group))) return recorded([], {})
  const rows: Mapped[] = []
  for (const ids of chunked(people)) {
    const found = await identityWriter(tx)
      .selectFrom('identity.person')
      .select(['id', 'roles'])
      .where('id', 'in', ids)
      .where('break_glass', '=', false)
      .orderBy('id')
      .execute()
    rows.push(...found)
  }
  return changedEach(tx, concern, await mapRolesOfAll(tx, connection, rows), {})
}
