import { dayStatus } from '@nachweis/ui'
import { historyDaysMax, type Status, type TrustClaim } from 'nachweis-verify'
import type { Words } from './words/words.ts'

const order: readonly Status[] = ['holding', 'failing', 'stale', 'unknown']

/** The 90-day bar in words: days by status, days before publication, and coverage when anything is to be covered. */
export function historyWords({ history, coverage }: TrustClaim, { days }: Words): string {
  const shown = history.slice(-historyDaysMax)
  const counts: Record<Status, number> = { holding: 0, failing: 0, stale: 0, unknown: 0 }
  for (const day of shown) counts[dayStatus(day)] += 1
  const parts = order.filter((status) => counts[status] > 0).map((status) => days[status](counts[status]))
  const before = historyDaysMax - shown.length
  if (before > 0) parts.push(days.before(before))
  const covered = coverage.total > 0 ? `; ${days.coverage(coverage.checked, coverage.total)}` : ''
  return `${days.lead(historyDaysMax)}${parts.join(', ')}${covered}.`
}
