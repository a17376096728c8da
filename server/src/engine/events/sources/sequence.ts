import { z } from 'zod'

/** Gaps that are kept, the newest: where servers take turns, each sees gaps that the next one fills. */
const rangesMax = 2_000
/** A jump beyond it is another way of counting, not that many lost events. */
const jumpMax = 1_000_000
/** A count that begins again at 0 or 1 this far below the highest is a restart of the sender, not a repetition. */
const restartDropMin = 100
/** Nor so soon after it began: where servers take turns, the lowest number may be the last to be written. */
const restartAfterMs = 60_000

const missing = z.object({
  from: z.number(),
  to: z.number(),
  /** When it was noticed, ms since the epoch. */
  since: z.number(),
  /** The count began anew: nothing can fill it any more. */
  closed: z.boolean().default(false),
})
export type Missing = z.output<typeof missing>
export const missingSchema = z.array(missing)

export interface Sequence {
  readonly highest: number
  /** When this count was first heard, ms since the epoch. */
  readonly began: number
  /** The highest before the count began anew, in case that was a repetition. */
  readonly earlier: number | null
  readonly missing: readonly Missing[]
}

/** First and last of numbers that came without a gap between them. */
export type Run = readonly [number, number]

/** The sequence once these runs came, in their order, out of order and repeated as they may be. `now` in ms. */
export function follow(before: Sequence | null, runs: readonly Run[], now: number): Sequence | null {
  return runs.reduce<Sequence | null>((sequence, run) => step(sequence, run, now), before)
}

function step(before: Sequence | null, [from, to]: Run, now: number): Sequence {
  if (before === null) return { highest: to, began: now, earlier: null, missing: [] }
  const { highest, began, earlier, missing: open } = before
  if (from > highest + 1) {
    if (earlier !== null && from > earlier)
      return step({ highest: earlier, began, earlier: null, missing: open }, [from, to], now)
    if (from - highest > jumpMax) return { highest: to, began: now, earlier: null, missing: closed(open) }
    // Numbers from before others noticed the restart were taken for repetitions.
    if (earlier !== null && now - began < restartAfterMs) return { ...before, highest: to }
    const gap = { from: highest + 1, to: from - 1, since: now, closed: false }
    return { highest: to, began, earlier, missing: [...open, gap].slice(-rangesMax) }
  }
  if (isRestart(before, from, to, now))
    return { highest: to, began: now, earlier: highest, missing: closed(open) }
  const missing = without(open, from, to).slice(-rangesMax)
  return { highest: Math.max(highest, to), began, earlier, missing }
}

const isRestart = ({ highest, began, missing: open }: Sequence, from: number, to: number, now: number) =>
  from <= 1 &&
  highest - to >= restartDropMin &&
  now - began >= restartAfterMs &&
  !open.some((each) => !each.closed && from <= each.to && to >= each.from)

const closed = (open: readonly Missing[]) => open.map((each) => ({ ...each, closed: true }))

const without = (open: readonly Missing[], from: number, to: number): Missing[] =>
  open.flatMap((each) => {
    if (each.closed || to < each.from || from > each.to) return [each]
    return [
      ...(each.from < from ? [{ ...each, to: from - 1 }] : []),
      ...(each.to > to ? [{ ...each, from: to + 1 }] : []),
    ]
  })

/** How many numbers are missing. */
export const missingCount = (ranges: readonly Missing[]): number =>
  ranges.reduce((sum, { from, to }) => sum + to - from + 1, 0)
