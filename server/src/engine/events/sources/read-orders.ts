import type { Reader } from '../../../platform/database/database.ts'
import { eventsReader } from '../tables.ts'
import { sourcesMax } from './limits.ts'
import { readHours, readMissing, recentOffsets } from './read-heard.ts'
import { clockOf, isWrong, openGaps, orderMs } from './state.ts'
import { missingCount } from './sequence.ts'

/** Whether what a source sent lately is in order. */
export interface SourceOrder {
  /** Receipt less time of event, median; null while too few events say it. */
  readonly clockOffsetMs: number | null
  readonly isClockWrong: boolean
  /** Numbers of its sequence that did not arrive. */
  readonly missing: number
}

/** Of every source that was heard within the last two hours, but for paused ones and those that checks make. `now` in ms. */
export async function readOrders(reader: Reader, now: number): Promise<SourceOrder[]> {
  const rows = await eventsReader(reader)
    .selectFrom('events.source')
    .select('number')
    .where('deleted_at', 'is', null)
    .where('probe', '=', false)
    .where('paused', '=', false)
    .where('last_received_at', '>', new Date(now - orderMs))
    .orderBy('number')
    .limit(sourcesMax)
    .execute()
  const numbers = rows.map(({ number }) => number)
  const hours = await readHours(reader, numbers, now - orderMs)
  const missing = await readMissing(reader, numbers)
  return numbers.map((number) => {
    const clock = clockOf(recentOffsets(hours.get(number) ?? [], now))
    return {
      clockOffsetMs: clock?.offsetMs ?? null,
      isClockWrong: clock !== null && isWrong(clock),
      missing: missingCount(openGaps(missing.get(number) ?? [], now)),
    }
  })
}
