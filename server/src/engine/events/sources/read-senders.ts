import type { Reader } from '../../../platform/database/database.ts'
import { eventsReader } from '../tables.ts'
import { sourcesMax } from './limits.ts'

/** A source that could send; time in ms since the epoch, null before its first event. */
export interface Sender {
  readonly id: string
  readonly name: string
  readonly lastReceivedAt: number | null
  readonly paused: boolean
}

/** All sources that are registered now, but for those that checks make for themselves. */
export async function readSenders(reader: Reader): Promise<Sender[]> {
  const rows = await eventsReader(reader)
    .selectFrom('events.source')
    .select(['id', 'name', 'paused', 'last_received_at'])
    .where('deleted_at', 'is', null)
    .where('probe', '=', false)
    .orderBy('number')
    .limit(sourcesMax)
    .execute()
  return rows.map(({ last_received_at, ...row }) => ({
    ...row,
    lastReceivedAt: last_received_at?.getTime() ?? null,
  }))
}
