import type { ReactNode } from 'react'
import type { HistoryDay, Status } from 'nachweis-verify'
import { barPaths, dayStatus, runs } from './runs.ts'

const day = { width: 2, pitch: 3 }
const claim = { width: 8, pitch: 10 }
const height = 25

/**
 * One column a day, the newest at the right: full height holds, through the base line fails, half height stale, low
 * stump unknown; the bare line is before publication. `label` says the same in words.
 */
export function ProofBar(props: {
  readonly days: readonly HistoryDay[]
  readonly daysMax: number
  readonly label: string
}): ReactNode {
  const shown = props.days.slice(-props.daysMax)
  const found = runs(shown.map(dayStatus), props.daysMax - shown.length)
  const width = props.daysMax * day.pitch - (day.pitch - day.width)
  return (
    <svg
      className="bar"
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={props.label}
    >
      {barPaths(found, day).map(({ status, d }) => (
        <path key={status} className={status} d={d} />
      ))}
    </svg>
  )
}

/** The same shapes, one column a claim, in the given order of statuses. Nothing is drawn for no claims. */
export function TallyBar(props: {
  readonly counts: Readonly<Record<Status, number>>
  readonly label: string
}): ReactNode {
  const order: readonly Status[] = ['holding', 'failing', 'stale', 'unknown']
  const statuses = order.flatMap((status) => Array.from({ length: props.counts[status] }, () => status))
  const width = Math.max(1, statuses.length) * claim.pitch - (claim.pitch - claim.width)
  return (
    <svg
      className="bar tally"
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={props.label}
    >
      {barPaths(runs(statuses), claim).map(({ status, d }) => (
        <path key={status} className={status} d={d} />
      ))}
    </svg>
  )
}
