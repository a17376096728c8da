import { day, isoTime } from '../../../kernel/clock.ts'
import { newId } from '../../../kernel/id.ts'
import type { Platform } from '../../../platform/platform.ts'
import { batchAt } from '../event.ts'
import { askNtp, confirmByTimeServers, type AskTime } from './ask-time-servers.ts'
import { believeClock } from './believed-clock.ts'
import { deleteRows, dropPartition } from './delete-rows.ts'
import type { DeletionRun } from './deletion.ts'
import { deleteKeys } from './derived-rows.ts'
import { logDeletions } from './log-deletions.ts'
import { partitionsOf, type Partition } from './partitions-of.ts'
import { readPeriods } from './periods.ts'

/** For so long a sender may repeat an event with its key, unless events of its class stay shorter. */
const repeatableDays = 7
const lockNotAvailable = '55P03'

export interface Expired {
  /** True: the clock is doubted; nothing was deleted. */
  readonly postponed: boolean
  readonly deleted: number
  /** Partitions that are gone whole. */
  readonly dropped: number
}

/**
 * Deletes what is past the period of its class and under no hold: whole partitions at once, single rows in the partition
 * at the edge and in those that a hold keeps. Each step is a transaction with its counts; a run that ended in the middle
 * leaves the rest, and the logging, to the next. By a clock that is doubted nothing goes until time servers, which are
 * asked each time, or a person confirms it.
 */
export async function expireEvents(
  platform: Platform,
  signal: AbortSignal,
  ask: AskTime = askNtp,
): Promise<Expired> {
  const now = platform.clock.now()
  const isBelieved = () => believeClock(platform.database, now)
  if (
    !(await isBelieved()) &&
    !((await confirmByTimeServers(platform, signal, ask)) && (await isBelieved()))
  ) {
    platform.telemetry.warn('the clock has leapt: nothing expires until it is confirmed', {
      now: isoTime(now),
    })
    await logDeletions(platform, 'expired')
    return { postponed: true, deleted: 0, dropped: 0 }
  }
  const { reader } = platform.database
  const run: DeletionRun = { id: newId(now), reason: 'expired', now }
  const periods = await readPeriods(reader)
  const limits = new Map(periods.map(({ class: { id }, days }) => [id, batchAt(now - days * day)]))
  let [deleted, dropped] = [0, 0]
  for (const partition of await partitionsOf(reader)) {
    const limit = limits.get(partition.class)
    if (limit === undefined || partition.from >= limit || signal.aborted) continue
    const gone = await expirePartition(platform, run, partition, limit, signal)
    deleted += gone.deleted
    dropped += gone.dropped
  }
  await deleteKeys(reader, batchAt(now - repeatableDays * day), null, signal)
  const shorter = periods.filter(({ days }) => days < repeatableDays)
  for (const { class: of, days } of shorter)
    await deleteKeys(reader, batchAt(now - days * day), of.id, signal)
  await logDeletions(platform, 'expired')
  return { postponed: false, deleted, dropped }
}

async function expirePartition(
  platform: Platform,
  run: DeletionRun,
  partition: Partition,
  limit: number,
  signal: AbortSignal,
): Promise<{ readonly deleted: number; readonly dropped: number }> {
  try {
    if (partition.to <= limit) {
      const whole = await dropPartition(platform.database, run, partition)
      if (whole !== null) return { deleted: whole, dropped: 1 }
    }
    return { deleted: await deleteRows(platform.database, run, partition, limit, signal), dropped: 0 }
  } catch (error) {
    if ((error as { code?: unknown }).code !== lockNotAvailable) throw error
    platform.telemetry.warn('a table of events is in use and expires with the next run', {
      table: partition.table,
    })
    return { deleted: 0, dropped: 0 }
  }
}
