import type { Actor } from '../../../kernel/actor.ts'
import { Problem } from '../../../kernel/problem.ts'
import type { Recorded } from '../../../kernel/recorded.ts'
import type { Writer } from '../../../platform/database/database.ts'
import { changed } from '../activity.ts'
import { identityWriter } from '../tables.ts'

/**
 * Revokes a token of this organisation, or, with a person named, only one of theirs. It stops working at once; its row
 * stays until a job removes it, so that what it did has a name.
 */
export async function revokeToken(
  tx: Writer,
  actor: Actor,
  of: { readonly organisation: string; readonly person?: string },
  token: string,
  now: number,
): Promise<Recorded<object>> {
  const tables = identityWriter(tx)
  let revoking = tables
    .updateTable('identity.token')
    .set({ revoked_at: new Date(now) })
    .where('id', '=', token)
    .where('organisation_id', '=', of.organisation)
    .where('revoked_at', 'is', null)
  if (of.person !== undefined) revoking = revoking.where('person_id', '=', of.person)
  const row = await revoking.returning(['name', 'person_id']).executeTakeFirst()
  if (!row) {
    throw new Problem('not-found', 'no-such-token', {
      de: 'Diesen Zugangsschlüssel gibt es nicht (mehr).',
      en: 'There is no such token (any more).',
    })
  }
  const concern = { actor, organisation: of.organisation, person: row.person_id, now }
  return changed(tx, concern, [{ type: 'identity.token-revoked', data: { token, name: row.name } }], {})
}
