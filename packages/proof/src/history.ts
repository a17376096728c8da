import type { Status, StatusChanged } from './records.ts'

/** One UTC day: how long the claim had each status, in ms. The four sum to the part of the day that is covered. */
export interface HistoryDay {
  readonly day: string
  readonly holding: number
  readonly failing: number
  readonly stale: number
  readonly unknown: number
}

const dayMs = 86_400_000

/**
 * The days from the first publication (or `daysMax` days ago) until `now`, oldest first. Before the first change a
 * claim is unknown. `changes` in log order; a change dated before its predecessor starts where the predecessor did.
 */
export function claimHistory(
  changes: readonly Pick<StatusChanged, 'to' | 'since'>[],
  published: string,
  now: number,
  daysMax: number,
): HistoryDay[] {
  const firstDay = Math.max(startOfDay(Date.parse(published)), startOfDay(now) - (daysMax - 1) * dayMs)
  const spans = statusSpans(changes, Date.parse(published), now)
  const days: HistoryDay[] = []
  for (let day = firstDay; day <= now; day += dayMs) {
    days.push({ day: new Date(day).toISOString().slice(0, 10), ...within(spans, day, day + dayMs) })
  }
  return days
}

interface Span {
  readonly status: Status
  readonly from: number
  readonly to: number
}

function statusSpans(
  changes: readonly Pick<StatusChanged, 'to' | 'since'>[],
  start: number,
  now: number,
): Span[] {
  const spans: Span[] = []
  let status: Status = 'unknown'
  let from = start
  for (const change of changes) {
    const since = Math.min(Math.max(Date.parse(change.since), from), now)
    spans.push({ status, from, to: since })
    status = change.to
    from = since
  }
  spans.push({ status, from, to: now })
  return spans
}

function within(spans: readonly Span[], from: number, to: number): Record<Status, number> {
  const durations: Record<Status, number> = { holding: 0, failing: 0, stale: 0, unknown: 0 }
  for (const span of spans) {
    const overlap = Math.min(span.to, to) - Math.max(span.from, from)
    if (overlap > 0) durations[span.status] += overlap
  }
  return durations
}

const startOfDay = (time: number) => time - (((time % dayMs) + dayMs) % dayMs)
