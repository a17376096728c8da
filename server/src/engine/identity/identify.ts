import type { Actor } from '../../kernel/actor.ts'
import { Problem } from '../../kernel/problem.ts'
import type { RequestFacts } from '../../kernel/route.ts'
import type { Platform } from '../../platform/platform.ts'
import { secretHash, secretPattern } from './secret.ts'
import { sessionCookie } from './sessions/cookies.ts'
import { findSession } from './sessions/find-session.ts'
import { identityReader } from './tables.ts'
import { findToken } from './tokens/find-token.ts'

/**
 * Who sends a request: by its Authorization header (access key of the installation, or a token), else by its session
 * cookie. Throws a Problem for a key that is malformed or unknown; a session that ended makes somebody anonymous. Only a
 * request that `isUse` keeps a session from ending for idleness.
 */
export async function identify(
  platform: Platform,
  request: Pick<RequestFacts, 'authorization' | 'cookie'>,
  { isUse = true }: { readonly isUse?: boolean } = {},
): Promise<Actor> {
  if (request.authorization === undefined) {
    return (await findSession(platform, request.cookie(sessionCookie), isUse)) ?? { kind: 'anonymous' }
  }
  const secret = /^Bearer (\S+)$/i.exec(request.authorization)?.[1] ?? ''
  const found = secretPattern.test(secret)
    ? await findAccessKey(platform, secret)
    : await findToken(platform, secret)
  if (found) return found
  throw new Problem('unauthenticated', 'access-key-unknown', {
    de: 'Dieser Zugangsschlüssel ist hier unbekannt, abgelaufen oder widerrufen. Senden Sie Authorization: Bearer … mit einem gültigen Schlüssel dieser Installation.',
    en: 'This access key is not known here, has expired or was revoked. Send Authorization: Bearer nw_… with a valid key of this installation.',
  })
}

async function findAccessKey({ database }: Platform, secret: string): Promise<Actor | null> {
  const row = await identityReader(database.reader)
    .selectFrom('identity.access_key')
    .select('id')
    .where('hash', '=', secretHash(secret))
    .executeTakeFirst()
  return row ? { kind: 'operator', tokenId: row.id } : null
}
