import type { Reader } from '../../../platform/database/database.ts'
import { eventsReader } from '../tables.ts'
import { sourcesMax } from './limits.ts'
import { sourceSettingsSchema } from './settings.ts'

/** A source that promises to be heard; times in ms since the epoch. */
export interface Heartbeat {
  readonly heartbeatS: number
  readonly createdAt: number
  readonly lastReceivedAt: number | null
  readonly paused: boolean
}

/** Sources for which a sign of life is agreed. */
export async function readHeartbeats(reader: Reader): Promise<Heartbeat[]> {
  const rows = await eventsReader(reader)
    .selectFrom('events.source')
    .select(['settings', 'paused', 'created_at', 'last_received_at'])
    .where('deleted_at', 'is', null)
    .orderBy('number')
    .limit(sourcesMax)
    .execute()
  return rows.flatMap((row) => {
    const { heartbeatS } = sourceSettingsSchema.parse(row.settings)
    if (heartbeatS === null) return []
    return [
      {
        heartbeatS,
        createdAt: row.created_at.getTime(),
        lastReceivedAt: row.last_received_at?.getTime() ?? null,
        paused: row.paused,
      },
    ]
  })
}
