import { sql } from 'kysely'
import type { Writer } from '../../../platform/database/database.ts'
import { identityWriter } from '../tables.ts'

const adminsMax = 50

/** The people who manage an organisation, to be told by mail what happens to it; nobody of a throw-away one. */
export async function adminsOf(tx: Writer, organisation: string) {
  const row = await identityWriter(tx)
    .selectFrom('identity.organisation')
    .select(['kind', 'name', 'throwaway'])
    .where('id', '=', organisation)
    .executeTakeFirst()
  if (!row || row.throwaway) return { organisation: row?.name ?? '', admins: [] }
  const roles = row.kind === 'provider' ? ['owner', 'security'] : ['admin']
  const admins = await identityWriter(tx)
    .selectFrom('identity.person')
    .select(['id', 'name', 'email', 'language'])
    .where('organisation_id', '=', organisation)
    .where('state', '=', 'active')
    .where(sql<boolean>`roles && ${roles}::text[]`)
    .limit(adminsMax)
    .execute()
  return { organisation: row.name, admins }
}
