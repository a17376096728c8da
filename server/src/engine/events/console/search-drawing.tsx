import { memo, useMemo, type ReactNode } from 'react'
import { numberWords, text, useLanguage, useText } from '@nachweis/console'
import { drawBars, drawing, type Bar } from './search-bars.ts'
import { axisTime } from './search-times.ts'

interface Props {
  readonly bars: readonly Bar[]
  /** Where the last bar ends. */
  readonly to: string
  /** The bars are called `<id>-<number>`. */
  readonly id: string
  /** First and last marked bar. */
  readonly span: readonly [first: number, last: number] | null
}

/** The bars: options of a list box, each with its figures in words. Failures are hatched, not only of another colour. */
export function Drawing({ bars, to, id, span }: Props): ReactNode {
  const drawn = useMemo(() => drawBars(bars), [bars])
  return (
    <svg
      className="bars"
      viewBox={`0 0 ${Math.max(1, bars.length) * drawing.pitch} ${drawing.height}`}
      preserveAspectRatio="none"
      role="presentation"
    >
      <defs>
        <pattern id={`${id}-hatch`} width="4" height="6" patternUnits="userSpaceOnUse">
          <rect className="hatch-ground" width="4" height="6" />
          <rect className="hatch-line" width="4" height="1.5" />
        </pattern>
      </defs>
      {drawn.map((bar, index) => (
        <OneBar
          key={bars[index]?.from}
          {...bar}
          id={`${id}-${index}`}
          hatch={`url(#${id}-hatch)`}
          isMarked={span !== null && index >= span[0] && index <= span[1]}
          bar={bars[index] as Bar}
          end={bars[index + 1]?.from ?? to}
        />
      ))}
    </svg>
  )
}

type Drawn = ReturnType<typeof drawBars>[number]

const OneBar = memo(function OneBar(
  props: Drawn & {
    readonly id: string
    readonly hatch: string
    readonly isMarked: boolean
    readonly bar: Bar
    readonly end: string
  },
): ReactNode {
  const t = useText()
  const language = useLanguage()
  const { x, rest, failures, bar, end } = props
  const period = `${axisTime(bar.from, language)} – ${axisTime(end, language)}`
  const figures = [numberWords(bar.count, language), numberWords(bar.failures, language)] as const
  return (
    <g
      id={props.id}
      role="option"
      aria-selected={props.isMarked}
      aria-label={`${period}: ${t(words.sum(...figures))}`}
    >
      <rect
        className={props.isMarked ? 'bar-ground marked' : 'bar-ground'}
        x={x}
        width={drawing.pitch}
        height={drawing.height}
      />
      {rest.height > 0 && (
        <rect className="bar-rest" x={x + gap} width={drawing.width} y={rest.y} height={rest.height} />
      )}
      {failures.height > 0 && (
        <rect x={x + gap} width={drawing.width} y={failures.y} height={failures.height} fill={props.hatch} />
      )}
    </g>
  )
})

const gap = (drawing.pitch - drawing.width) / 2

const words = {
  sum: (count: string, failures: string) =>
    text(
      `${count} Ereignisse, davon ${failures} fehlgeschlagen`,
      `${count} events, ${failures} of them failed`,
    ),
}
