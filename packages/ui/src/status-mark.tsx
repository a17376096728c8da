import type { ReactNode } from 'react'
import type { Status } from 'nachweis-verify'

/**
 * The four shapes, once per page, before the first StatusMark: disc with tick, triangle, clock, dashed ring. Status is
 * told by shape and word first, colour last.
 */
export function StatusMarkShapes(): ReactNode {
  const line = { fill: 'none', stroke: 'currentColor', strokeLinecap: 'round' as const }
  return (
    <svg className="shapes" width="0" height="0" aria-hidden="true">
      <symbol id="mark-holding" viewBox="0 0 24 24">
        <circle cx="12" cy="12" r="11" fill="currentColor" />
        <path className="cut" d="M7 12.4l3.4 3.4 6.8-7.2" strokeWidth="2.4" />
      </symbol>
      <symbol id="mark-failing" viewBox="0 0 24 24">
        <path
          d="M12 3 22 21H2z"
          fill="currentColor"
          stroke="currentColor"
          strokeWidth="2"
          strokeLinejoin="round"
        />
        <path className="cut" d="M12 9.6v5.2M12 18v.4" strokeWidth="2.4" />
      </symbol>
      <symbol id="mark-stale" viewBox="0 0 24 24">
        <circle cx="12" cy="12" r="10" {...line} strokeWidth="2" />
        <path d="M12 6.4V12l3.7 2.4" {...line} strokeWidth="2.2" />
      </symbol>
      <symbol id="mark-unknown" viewBox="0 0 24 24">
        <circle
          cx="12"
          cy="12"
          r="10"
          fill="none"
          stroke="currentColor"
          strokeWidth="2"
          strokeDasharray="3.3 2.98"
        />
        <path d="M8.5 12h7" {...line} strokeWidth="2.2" />
      </symbol>
    </svg>
  )
}

/** The shape of a status. `label` is its word; without one the mark is decoration beside a visible word. */
export function StatusMark({
  status,
  label,
}: {
  readonly status: Status
  readonly label?: string
}): ReactNode {
  const meaning = label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label }
  return (
    <svg className={`mark ${status}`} {...meaning}>
      <use href={`#mark-${status}`} />
    </svg>
  )
}
