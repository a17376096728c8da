import type { Writer } from '../../../platform/database/database.ts'
import { identityWriter } from '../tables.ts'

/** Revokes every personal token of somebody. Answers how many. */
export async function revokePersonalTokens(tx: Writer, person: string): Promise<number> {
  const result = await identityWriter(tx)
    .deleteFrom('identity.token')
    .where('person_id', '=', person)
    .executeTakeFirst()
  return Number(result.numDeletedRows)
}
