import { sql } from 'kysely'
import { toBase64, type EventsCheckpoint } from 'nachweis-verify'
import type { Platform } from '../../platform/platform.ts'
import { append } from './append.ts'
import { logWriter } from './tables.ts'

/**
 * Notes the signed head of the tree of events as a record of the first tree when it has grown since it was noted last.
 * Who rewrites events later contradicts what is noted, and the first tree is watched by everybody who verifies.
 */
export async function noteEvents({ database, clock }: Pick<Platform, 'database' | 'clock'>): Promise<void> {
  await database.transaction(async (tx) => {
    const grown = await logWriter(tx)
      .updateTable('log.event_head')
      .set((set) => ({ noted_size: set.ref('size') }))
      .where('size', '>', sql<number>`noted_size`)
      .returning(['origin', 'size', 'root', 'checkpoint'])
      .executeTakeFirst()
    if (!grown) return
    const data: EventsCheckpoint = { ...grown, root: toBase64(grown.root) }
    const draft = { type: 'log.events-checkpoint', data, disclosed: true }
    await append(tx, [draft], { kind: 'system', name: 'log' }, clock.now())
  })
}
