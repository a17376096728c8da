import type { Actor } from '../../kernel/actor.ts'
import { Problem } from '../../kernel/problem.ts'
import type { Reader } from '../../platform/database/database.ts'
import { secretHash, secretPattern } from './secret.ts'
import { identityReader } from './tables.ts'

/** Who sends a request with this Authorization header. Throws a Problem for a key that is malformed or unknown. */
export async function identify(reader: Reader, authorization: string | undefined): Promise<Actor> {
  if (authorization === undefined) return { kind: 'anonymous' }
  const secret = /^Bearer (\S+)$/i.exec(authorization)?.[1] ?? ''
  if (secretPattern.test(secret)) {
    const row = await identityReader(reader)
      .selectFrom('identity.access_key')
      .select('id')
      .where('hash', '=', secretHash(secret))
      .executeTakeFirst()
    if (row) return { kind: 'operator', tokenId: row.id }
  }
  throw new Problem(
    'unauthenticated',
    'access-key-unknown',
    'This access key is not known here. Send Authorization: Bearer nw_… with a key of this installation.',
  )
}
