import { randomInt } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { hour, minute } from '../../../kernel/clock.ts'
import { defineObserver, type Run } from '../../../engine/claims/index.ts'
import {
  oldestOfClasses,
  readClock,
  reconcileEvents,
  reconcileIndex,
  type EventsReconciled,
  type IndexReconciled,
} from '../../../engine/events/index.ts'
import type { Platform } from '../../../platform/platform.ts'

/** A server that has just started gets this long to number what it found waiting. */
const secondLookMs = 2_000
const pendingSuspectMs = 5_000

/** A class of events with its period in days and the age of its oldest event, in ms; null: it has none. */
export interface ClassAge {
  readonly dataType: string
  readonly purpose: string
  readonly days: number
  readonly oldestMs: number | null
  /** Of those that no legal hold keeps. */
  readonly oldestFreeMs: number | null
}

/** What one run saw of the events. */
export interface EventsObservation {
  readonly reconciled: EventsReconciled & { readonly oldestPendingAgeMs: number }
  readonly index: IndexReconciled
  readonly classes: readonly ClassAge[]
  /** Since when no run deletes, because the clock has leapt ahead; ms since the epoch, by that clock. Null: they do. */
  readonly clockDoubtedAt: number | null
}

/** Reconciles leaves, rows, deletions and search index of events, and looks for the oldest event of each class. Writes nothing. */
export const eventsKept = defineObserver({
  id: 'events-kept',
  everyMs: hour,
  budgetMs: 5 * minute,
  targets: () => [{ id: 'installation' }],
  observe: (run) => observeEvents(run, (below) => randomInt(below)),
})

/** The observation itself; `random(n)` gives a whole number from 0 to n - 1. */
export async function observeEvents(
  { platform, signal }: Run,
  random: (below: number) => number,
): Promise<EventsObservation> {
  const first = await look(platform, random)
  const isSuspect = first.reconciled.oldestPendingAgeMs >= pendingSuspectMs
  if (isSuspect) await wait(secondLookMs, undefined, { signal })
  const now = platform.clock.now()
  const { isDoubted, doubtedAt } = await readClock(platform.database.reader, now)
  return {
    ...(isSuspect ? await look(platform, random) : first),
    classes: await ages(platform),
    clockDoubtedAt: isDoubted ? (doubtedAt ?? now) : null,
  }
}

function look({ database, clock }: Platform, random: (below: number) => number) {
  return database.snapshot(async (reader) => {
    const found = await reconcileEvents(reader, random, clock.now())
    if (!found) throw new Error('the log is not open')
    const oldest = found.oldestPendingAt
    const oldestPendingAgeMs = oldest === null ? 0 : Math.max(0, clock.now() - oldest)
    const index = await reconcileIndex(reader, found.rows, random)
    return { reconciled: { ...found, oldestPendingAgeMs }, index }
  })
}

async function ages({ database, clock }: Platform): Promise<ClassAge[]> {
  const now = clock.now()
  const age = (time: number | null) => (time === null ? null : Math.max(0, now - time))
  return (await oldestOfClasses(database.reader, now)).map(
    ({ class: each, days, oldestAt, oldestFreeAt }) => ({
      dataType: each.dataType,
      purpose: each.purpose,
      days,
      oldestMs: age(oldestAt),
      oldestFreeMs: age(oldestFreeAt),
    }),
  )
}
