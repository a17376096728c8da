import type { Writer } from '../../../platform/database/database.ts'
import { endSessions } from '../sessions/end.ts'
import { identityWriter } from '../tables.ts'
import { revokePersonalTokens } from '../tokens/revoke-personal.ts'
import { dropLinks } from './links.ts'

export interface AccessEnded {
  readonly sessionsEnded: number
  readonly tokensRevoked: number
}

/** Ends all that somebody could act with at this moment: sessions, personal tokens, sign-ins under way, unused links. */
export async function endAccess(tx: Writer, person: string): Promise<AccessEnded> {
  const sessionsEnded = await endSessions(tx, { person })
  const tokensRevoked = await revokePersonalTokens(tx, person)
  await identityWriter(tx).deleteFrom('identity.attempt').where('person_id', '=', person).execute()
  await dropLinks(tx, person, ['invitation', 'password-reset'])
  return { sessionsEnded, tokensRevoked }
}
