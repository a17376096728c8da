import { sql } from 'kysely'
import { Problem } from '../../../kernel/problem.ts'
import type { Role } from '../../../kernel/policy.ts'
import type { Writer } from '../../../platform/database/database.ts'
import { identityWriter } from '../tables.ts'
import type { Organisation } from './find.ts'

/** The role without which an organisation could not be managed any more. */
export const adminRole = (kind: Organisation['kind']): Role => (kind === 'provider' ? 'owner' : 'admin')

/**
 * Throws a Problem when this person is the last active owner or administrator. The organisation must be locked in the
 * same transaction (lockOrganisation); call this before somebody is deactivated, demoted or deleted, by whomever.
 */
export async function requireAnotherAdmin(
  tx: Writer,
  organisation: Organisation,
  person: string,
): Promise<void> {
  const role = adminRole(organisation.kind)
  const active = await identityWriter(tx)
    .selectFrom('identity.person')
    .select('id')
    .where('organisation_id', '=', organisation.id)
    .where('state', '=', 'active')
    .where(sql<boolean>`${role} = any(roles)`)
    .limit(2)
    .execute()
  if (active.length !== 1 || active[0]?.id !== person) return
  const [de, en] = role === 'owner' ? ['Inhaber', 'owner'] : ['Administrator', 'administrator']
  throw new Problem('conflict', 'last-admin', {
    de: `Das ist der letzte aktive ${de}. Ernennen Sie zuerst jemand anderen, sonst könnte niemand mehr ${organisation.name} verwalten.`,
    en: `This is the last active ${en}. Appoint somebody else first, or nobody could manage ${organisation.name} any more.`,
  })
}
