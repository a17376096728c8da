import { sql } from 'kysely'
import { recorded } from '../../../../kernel/recorded.ts'
import type { Writer } from '../../../../platform/database/database.ts'
import type { Platform } from '../../../../platform/platform.ts'
import { runCommand } from '../../../log/index.ts'
import { retentionWriter } from '../tables.ts'
import { namedCounts, parseCounts } from './counts.ts'
import { personPattern } from './person-pattern.ts'
import { openFor } from './sessions.ts'

/** Ends the erasing of rows: forgets name and sessions, and logs the counts, without the name. */
export async function finishErasing(platform: Platform, id: string): Promise<void> {
  const actor = { kind: 'system', name: 'events.erasure' } as const
  await runCommand(platform, { permission: 'events:erase', actor }, async (tx) => {
    const row = await retentionWriter(tx)
      .selectFrom('events.erasure')
      .selectAll()
      .where('id', '=', id)
      .where('state', '=', 'erasing')
      .forUpdate()
      .executeTakeFirst()
    if (!row || row.sealed_value === null) return recorded([], {})
    await forgetInHolds(tx, id, openFor(platform.keys, id, 'value', row.sealed_value))
    await retentionWriter(tx)
      .updateTable('events.erasure')
      .set({
        state: 'rewriting',
        sealed_value: null,
        sealed_sessions: null,
        gone_at: sql<Date>`clock_timestamp()`,
      })
      .where('id', '=', id)
      .execute()
    const data = { subject: row.subject, classes: namedCounts(parseCounts(row.counts)) }
    return recorded([{ type: 'events.erased', data, disclosed: true }], {}, async ([record]) => {
      await retentionWriter(tx)
        .updateTable('events.deletion')
        .set({ record_id: record as string })
        .where('run', '=', id)
        .execute()
    })
  })
}

const erased = '^erased$'

/** Holds that have ended need the name no more. */
async function forgetInHolds(tx: Writer, erasure: string, value: string): Promise<void> {
  const { numUpdatedRows } = await retentionWriter(tx)
    .updateTable('events.hold')
    .set({ actor: null, actor_exact: erased, actor_in_body: erased })
    .where('actor', '~', personPattern(value).exact)
    .where('ended_at', 'is not', null)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return
  await retentionWriter(tx)
    .insertInto('events.rewrite')
    .values({ table_name: 'hold', erasure_id: erasure })
    .execute()
}
