import { isoTime } from '../../../kernel/clock.ts'
import type { Reader } from '../../../platform/database/database.ts'
import { identityReader } from '../tables.ts'
import { tokensMax } from './limits.ts'

/** Tokens of an organisation (service accounts and its people's own), or of one person; newest first. */
export async function listTokens(
  reader: Reader,
  of: { readonly organisation: string } | { readonly person: string },
  now: number,
) {
  const rows = await identityReader(reader)
    .selectFrom('identity.token as token')
    .leftJoin('identity.person as person', 'person.id', 'token.person_id')
    .select([
      'token.id',
      'token.name',
      'token.scopes',
      'token.created_at',
      'token.expires_at',
      'token.last_used_at',
      'person.id as personId',
      'person.name as personName',
    ])
    .where(
      'organisation' in of ? 'token.organisation_id' : 'token.person_id',
      '=',
      'organisation' in of ? of.organisation : of.person,
    )
    .where('token.revoked_at', 'is', null)
    .orderBy('token.created_at', 'desc')
    .limit(tokensMax)
    .execute()
  const tokens = rows.map(({ id, name, scopes, personId, personName, ...row }) => ({
    id,
    kind: personId === null ? ('service' as const) : ('personal' as const),
    name,
    person: personId === null ? null : { id: personId, name: personName ?? '' },
    scopes,
    createdAt: isoTime(row.created_at.getTime()),
    expiresAt: isoTime(row.expires_at.getTime()),
    expired: row.expires_at.getTime() <= now,
    lastUsedAt: row.last_used_at === null ? null : isoTime(row.last_used_at.getTime()),
  }))
  return { tokens }
}
