import type { ReactNode } from 'react'
import { numberWords, text, useLanguage, useText } from '@nachweis/console'

const barWidth = 4
const height = 24

/** Events of the last hours as small bars; the figure beside it says how many they were. */
export function Spark({ counts }: { readonly counts: readonly number[] }): ReactNode {
  const t = useText()
  const language = useLanguage()
  const most = Math.max(1, ...counts)
  const total = numberWords(
    counts.reduce((sum, count) => sum + count, 0),
    language,
  )
  return (
    <span className="spark">
      <svg
        viewBox={`0 0 ${counts.length * barWidth} ${height}`}
        role="img"
        aria-label={t(words.label(total))}
        preserveAspectRatio="none"
      >
        {counts.map((count, hour) => {
          const tall = count === 0 ? 1 : Math.max(2, (count / most) * height)
          return (
            <rect
              key={hour}
              className={count === 0 ? 'none' : 'some'}
              x={hour * barWidth}
              y={height - tall}
              width={barWidth - 1}
              height={tall}
            />
          )
        })}
      </svg>
      <span aria-hidden="true">{total}</span>
    </span>
  )
}

const words = {
  label: (n: string) => text(`${n} Ereignisse in 24 Stunden`, `${n} events in 24 hours`),
}
