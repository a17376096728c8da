import { Problem } from '../../../kernel/problem.ts'
import { recorded, type Recorded } from '../../../kernel/recorded.ts'
import type { Writer } from '../../../platform/database/database.ts'
import { eventsWriter } from '../tables.ts'
import { told } from './change.ts'
import { lockSource } from './find.ts'

/**
 * Deletes a source that nothing can send as any more. Its row stays: events name it by number, and their leaves by id.
 * Throws a Problem while a token of it works.
 */
export async function deleteSource(
  tx: Writer,
  organisation: string,
  id: string,
  now: number,
): Promise<Recorded<object>> {
  const source = await lockSource(tx, organisation, id)
  const tables = eventsWriter(tx)
  const working = await tables
    .selectFrom('events.source_token')
    .select('id')
    .where('source_id', '=', id)
    .where((where) => where.or([where('expires_at', 'is', null), where('expires_at', '>', new Date(now))]))
    .executeTakeFirst()
  if (working)
    throw new Problem('conflict', 'source-has-tokens', {
      de: 'Mit einem Token dieser Quelle kann noch gesendet werden. Widerrufen Sie zuerst alle.',
      en: 'A token of this source still works. Revoke all of them first.',
    })
  await tables.deleteFrom('events.source_token').where('source_id', '=', id).execute()
  await tables
    .updateTable('events.source')
    .set({ deleted_at: new Date(now) })
    .where('id', '=', id)
    .execute()
  return recorded([told('events.source-deleted', source, {})], {})
}
