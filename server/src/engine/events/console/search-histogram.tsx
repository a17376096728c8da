import { useId, type ReactNode } from 'react'
import type { z } from 'zod'
import { Button, numberWords, Say, text, useLanguage, useText } from '@nachweis/console'
import type { eventHistogram } from '../search/contract.ts'
import { highest, spanOf, sumOf, timeOf, type Brush } from './search-bars.ts'
import { useBrush, type Period } from './search-brush.ts'
import { Drawing } from './search-drawing.tsx'
import { HistogramTable } from './search-histogram-table.tsx'
import { axisTime } from './search-times.ts'
import './search-histogram.css'

type Histogram = z.output<typeof eventHistogram.output>

interface Props {
  readonly histogram: Histogram
  /** Somebody marked bars to see their time alone. */
  readonly onNarrow: (period: Period) => void
}

/** How many events there were when. Bars are marked by dragging, or by arrows with Shift; then the time is narrowed. */
export function SearchHistogram({ histogram, onNarrow }: Props): ReactNode {
  const t = useText()
  const language = useLanguage()
  const id = useId()
  const { bars, to } = histogram
  const { brush, ...handlers } = useBrush(bars, to, onNarrow)
  return (
    <section className="histogram" aria-label={t(words.title)}>
      <Head histogram={histogram} brush={brush} />
      <div
        className="histogram-frame"
        role="listbox"
        tabIndex={0}
        aria-multiselectable="true"
        aria-orientation="horizontal"
        aria-label={t(words.list)}
        aria-describedby={`${id}-how`}
        {...(brush && { 'aria-activedescendant': `${id}-${brush.at}` })}
        {...handlers}
      >
        <Drawing bars={bars} to={to} id={id} span={brush && spanOf(brush)} />
      </div>
      <p className="histogram-axis" aria-hidden="true">
        <span>{axisTime(histogram.from, language)}</span>
        <span>{axisTime(to, language)}</span>
      </p>
      <p className="hidden" id={`${id}-how`}>
        {t(words.how)}
      </p>
      <HistogramTable bars={bars} to={to} onNarrow={onNarrow} />
    </section>
  )
}

function Head({ histogram, brush }: { readonly histogram: Histogram; readonly brush: Brush | null }) {
  const language = useLanguage()
  const { bars, to, total, complete } = histogram
  const period = brush && timeOf(bars, to, brush)
  const sum = brush ? sumOf(bars, brush) : { count: total, failures: failuresOf(bars) }
  const figures = [numberWords(sum.count, language), numberWords(sum.failures, language)] as const
  return (
    <div className="histogram-head">
      <p className="histogram-sum">
        {period && <span>{`${axisTime(period.from, language)} – ${axisTime(period.to, language)}: `}</span>}
        <Say
          words={sum.count === 0 ? words.none : words.sum(sum.count, ...figures, complete || brush !== null)}
        />
      </p>
      <p className="histogram-legend">
        <span className="key-rest" />
        <Say words={words.rest} />
        <span className="key-failures" />
        <Say words={words.failures} />
        <span>
          <Say words={words.top(numberWords(highest(bars), language))} />
        </span>
      </p>
    </div>
  )
}

const failuresOf = (bars: Histogram['bars']) => bars.reduce((sum, { failures }) => sum + failures, 0)

/** While the figures are on their way, so that nothing jumps. */
export function HistogramPlace({ onRetry }: { readonly onRetry?: () => void }): ReactNode {
  return (
    <div className="histogram">
      <div className="histogram-frame" />
      {onRetry && (
        <p className="fine">
          <Say words={words.broken} /> <Button label={words.retry} weight="quiet" onPress={onRetry} />
        </p>
      )}
    </div>
  )
}

const words = {
  title: text('Verlauf', 'Over time'),
  list: text('Ereignisse im Verlauf der Zeit', 'Events over time'),
  how: text(
    'Pfeiltasten wählen einen Abschnitt, mit Umschalttaste mehrere; die Eingabetaste grenzt die Zeit darauf ein, Escape lässt es.',
    'Arrow keys choose a stretch, with Shift several; Enter narrows the time to them, Escape leaves it.',
  ),
  none: text('Keine Ereignisse', 'No events'),
  sum: (n: number, count: string, failures: string, isComplete: boolean) =>
    text(
      `${isComplete ? '' : 'mindestens '}${n === 1 ? 'ein Ereignis' : `${count} Ereignisse`}, davon ${failures} fehlgeschlagen`,
      `${isComplete ? '' : 'at least '}${n === 1 ? 'one event' : `${count} events`}, ${failures} of them failed`,
    ),
  rest: text('Ereignisse', 'Events'),
  failures: text('fehlgeschlagen', 'failed'),
  top: (count: string) => text(`höchster Balken: ${count}`, `highest bar: ${count}`),
  broken: text('Der Verlauf ließ sich nicht zählen.', 'The course over time could not be counted.'),
  retry: text('Noch einmal', 'Again'),
}
