import type { ReactNode } from 'react'
import type { Age } from './retention-age.ts'

const width = 100
const height = 4

/** The oldest event as a bar, the period as a line across it; what is said beside it says the same. */
export function AgeBar({ age, label }: { readonly age: Age; readonly label: string }): ReactNode {
  const limit = age.limit * width
  const filled = age.age * width
  return (
    <svg
      className={`age-bar ${age.state}`}
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      <rect className="bar-track" width={width} height={height} />
      <rect
        className="bar-age"
        width={age.state === 'none' ? 0 : Math.max(1, Math.min(filled, limit))}
        height={height}
      />
      {filled > limit && <rect className="bar-over" x={limit} width={filled - limit} height={height} />}
      <rect className="bar-limit" x={Math.min(limit, width - 1)} width={1} height={height} />
    </svg>
  )
}
