import type { Platform } from '../../../platform/platform.ts'
import { recorded } from '../../../kernel/recorded.ts'
import { runCommand } from '../../log/index.ts'
import { retentionClasses } from '../classes.ts'
import { retentionWriter } from './tables.ts'

/**
 * Logs what expired and is not logged yet, of runs that ended in the middle too: counts by class, disclosed. Nothing
 * expired: nothing is logged.
 */
export async function logDeletions(platform: Platform, reason: 'expired'): Promise<void> {
  const actor = { kind: 'system', name: 'events.expiry' } as const
  await runCommand(platform, { permission: 'events:manage-retention', actor }, async (tx) => {
    const rows = await retentionWriter(tx)
      .selectFrom('events.deletion')
      .select(['id', 'class', 'count'])
      .where('record_id', 'is', null)
      .where('reason', '=', reason)
      .forUpdate()
      .execute()
    if (rows.length === 0) return recorded([], {})
    const classes = retentionClasses.flatMap(({ id, dataType, purpose }) => {
      const count = rows.reduce((sum, row) => sum + (row.class === id ? row.count : 0), 0)
      return count === 0 ? [] : [{ dataType, purpose, count }]
    })
    const drafts = [{ type: 'events.expired', data: { classes }, disclosed: true }]
    return recorded(drafts, {}, async ([record]) => {
      await retentionWriter(tx)
        .updateTable('events.deletion')
        .set({ record_id: record as string })
        .where(
          'id',
          'in',
          rows.map(({ id }) => id),
        )
        .execute()
    })
  })
}
