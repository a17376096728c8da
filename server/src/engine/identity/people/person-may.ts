import { may, type Permission } from '../../../kernel/permission.ts'
import type { Reader } from '../../../platform/database/database.ts'
import { identityReader } from '../tables.ts'

/**
 * Whether a person holds a permission in an organisation at present, also while they are not signed in: active, in an open
 * organisation, by the roles of now.
 */
export async function personMay(
  reader: Reader,
  person: string,
  permission: Permission,
  organisation: string,
): Promise<boolean> {
  const row = await identityReader(reader)
    .selectFrom('identity.person as person')
    .innerJoin('identity.organisation as own', 'own.id', 'person.organisation_id')
    .select(['person.roles', 'own.id', 'own.kind'])
    .where('person.id', '=', person)
    .where('person.state', '=', 'active')
    .where('own.state', '=', 'active')
    .executeTakeFirst()
  if (!row) return false
  const { roles, id, kind } = row
  const means = { kind: 'token', id: person, scopes: [permission] } as const
  return may(
    { kind: 'person', personId: person, organisation: { id, kind }, roles, means },
    permission,
    organisation,
  )
}
