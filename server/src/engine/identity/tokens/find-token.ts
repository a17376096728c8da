import type { PersonActor } from '../../../kernel/actor.ts'
import { minute } from '../../../kernel/clock.ts'
import type { Role } from '../../../kernel/policy.ts'
import type { Platform } from '../../../platform/platform.ts'
import { isToken, secretHash } from '../secret.ts'
import { identityReader } from '../tables.ts'

const usedEveryMs = minute

/**
 * Who acts with this token, within its scopes; null when it is unknown, expired or revoked, or its person or
 * organisation is no longer active. A service account holds the widest role of its organisation, cut down to its scopes.
 */
export async function findToken(
  { database, clock }: Pick<Platform, 'database' | 'clock'>,
  token: string,
): Promise<PersonActor | null> {
  if (!isToken(token)) return null
  const now = clock.now()
  const tables = identityReader(database.reader)
  const row = await tables
    .selectFrom('identity.token as token')
    .innerJoin('identity.organisation as organisation', 'organisation.id', 'token.organisation_id')
    .leftJoin('identity.person as person', 'person.id', 'token.person_id')
    .select([
      'token.id',
      'token.scopes',
      'token.last_used_at',
      'token.person_id',
      'person.roles',
      'person.state',
      'organisation.id as organisationId',
      'organisation.kind',
    ])
    .where('token.hash', '=', secretHash(token))
    .where('token.expires_at', '>', new Date(now))
    .where('token.revoked_at', 'is', null)
    .where('organisation.state', '=', 'active')
    .executeTakeFirst()
  if (!row || (row.person_id !== null && row.state !== 'active')) return null
  if (now - (row.last_used_at?.getTime() ?? 0) > usedEveryMs) {
    await tables
      .updateTable('identity.token')
      .set({ last_used_at: new Date(now) })
      .where('id', '=', row.id)
      .execute()
  }
  const widest: Role = row.kind === 'provider' ? 'security' : 'admin'
  return {
    kind: 'person',
    personId: row.person_id ?? row.id,
    organisation: { id: row.organisationId, kind: row.kind },
    roles: row.person_id === null ? [widest] : (row.roles ?? []),
    means: { kind: 'token', id: row.id, scopes: row.scopes },
  }
}
