import { isoTime, minute } from '../../../kernel/clock.ts'
import { Problem } from '../../../kernel/problem.ts'
import { recorded, type Recorded } from '../../../kernel/recorded.ts'
import type { Writer } from '../../../platform/database/database.ts'
import { readClock, setBelieved } from './believed-clock.ts'

/** Whoever confirms the clock must have a time that differs by no more. */
const differenceMsMax = 5 * minute

/**
 * Lets deletion go on by a clock that is doubted. `now` is what it says, `time` the time that whoever confirms it has from
 * elsewhere; both in ms since the epoch. Throws a Problem when they differ, and when nobody doubts the clock.
 */
export async function confirmClock(
  tx: Writer,
  now: number,
  { time, by }: { readonly time: number; readonly by: 'person' | 'time-servers' },
): Promise<Recorded<object>> {
  const { isDoubted, believedAt } = await readClock(tx, now)
  if (!isDoubted || believedAt === null) throw notDoubted()
  if (Math.abs(time - now) > differenceMsMax) throw differs(now)
  await setBelieved(tx, now)
  const data = { by, clock: isoTime(now), believedBefore: isoTime(believedAt) }
  return recorded([{ type: 'events.clock-confirmed', data, disclosed: true }], {})
}

const notDoubted = () =>
  new Problem('conflict', 'clock-not-doubted', {
    de: 'Die Uhr wird nicht bezweifelt; gelöscht wird nach ihr ohnehin.',
    en: 'Nobody doubts the clock; events are deleted by it anyway.',
  })

const differs = (now: number) =>
  new Problem('conflict', 'clock-differs', {
    de: `Die Uhr des Servers zeigt ${isoTime(now)}, Ihre eine andere Zeit. Stellen Sie erst die falsche richtig.`,
    en: `The clock of the server says ${isoTime(now)}, yours another time. Set the wrong one right first.`,
  })
