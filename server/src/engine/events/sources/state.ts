import { day, hour, minute, second } from '../../../kernel/clock.ts'
import { countOf, medianOf, type Offsets } from './offsets.ts'
import { missingCount, type Missing } from './sequence.ts'
import type { SourceState } from './state-names.ts'

/** Ahead by more than this is a wrong clock: nothing arrives before it happens. */
const aheadMs = 30 * second
/** Later than this in the median is a wrong clock, a missing time zone, or a delivery that takes as long. */
const behindMs = hour
/** A median of fewer says nothing. */
const medianEventsMin = 3
/** Numbers may come by several ways at different speed: a gap counts once it has been open for this long, for a day. */
const gapGraceMs = minute
const gapCountsMs = day
const idleMs = hour
/** What was sent longer ago says nothing of the clock of now. */
export const orderMs = 2 * hour
/** When a source was heard last is written down this much later at most. */
const writtenLaterMs = 5 * second
/** Offsets of time zones are multiples of this. */
const zoneMs = hour / 2
const zoneToleranceShare = 0.04
const zoneMaxMs = 14 * hour

/** What is known of a source; times in ms since the epoch. */
export interface Heard {
  readonly paused: boolean
  readonly heartbeatS: number | null
  readonly lastReceivedAt: number | null
  /** Of the last two hours. */
  readonly offsets: Offsets
  readonly missing: readonly Missing[]
}

/** The state of a source; of several that apply, the gravest. */
export function stateOf(heard: Heard, now: number): SourceState {
  const { paused, lastReceivedAt, heartbeatS } = heard
  if (paused) return 'paused'
  if (lastReceivedAt === null) return 'never-heard'
  if (heartbeatS !== null && now - lastReceivedAt > heartbeatS * second + writtenLaterMs) return 'silent'
  const clock = clockOf(heard.offsets)
  if (clock !== null && isWrong(clock)) return 'clock-wrong'
  if (missingCount(openGaps(heard.missing, now)) > 0) return 'gaps'
  return heartbeatS === null && now - lastReceivedAt > idleMs ? 'idle' : 'receiving'
}

/** Whether the clock of a source is off by more than delivery explains. */
export const isWrong = ({ offsetMs }: SourceClock): boolean => offsetMs < -aheadMs || offsetMs > behindMs

/** Gaps that count: open for longer than numbers need to overtake each other, and noticed within a day. */
export const openGaps = <Range extends Missing>(ranges: readonly Range[], now: number): readonly Range[] =>
  ranges.filter(({ since }) => now - since > gapGraceMs && now - since < gapCountsMs)

export interface SourceClock {
  /** Median of receipt minus time of event: negative when the clock of the source is ahead. */
  readonly offsetMs: number
  readonly events: number
  /** The time zone that seems to be missing from its times, in s; null when the offset looks like none. */
  readonly zoneS: number | null
}

/** How the clock of a source stands to ours; null while too few events say it. */
export function clockOf(offsets: Offsets): SourceClock | null {
  const [offsetMs, events] = [medianOf(offsets), countOf(offsets)]
  if (offsetMs === null || events < medianEventsMin) return null
  const zone = Math.round(offsetMs / zoneMs) * zoneMs
  const looksLikeZone =
    zone !== 0 &&
    Math.abs(zone) <= zoneMaxMs &&
    Math.abs(offsetMs - zone) <= Math.max(minute, Math.abs(zone) * zoneToleranceShare)
  return { offsetMs, events, zoneS: looksLikeZone ? zone / second : null }
}
