import type { ReactNode } from 'react'
import { absoluteTime, EmptyState, numberWords, text, useLanguage, useNow, useText } from '@nachweis/console'
import type { SourceDetail } from '../sources/contract.ts'
import { hourBars, type HourBar } from './sources-hours.ts'

const height = 96
const barWidth = 4

/** Events hour by hour over a week: what was stored, and above it what was refused. */
export function Throughput({ hours }: Pick<SourceDetail, 'hours'>): ReactNode {
  const t = useText()
  const now = useNow()
  const language = useLanguage()
  if (hours.length === 0) return <EmptyState title={words.none} lead={words.noneWhat} />
  const bars = hourBars(hours, now)
  const most = Math.max(1, ...bars.map(({ received, refused }) => received + refused))
  const total = numberWords(
    bars.reduce((sum, { received }) => sum + received, 0),
    language,
  )
  return (
    <figure className="throughput">
      <svg
        viewBox={`0 0 ${bars.length * barWidth} ${height}`}
        role="img"
        aria-label={t(words.label(total, numberWords(most, language)))}
        preserveAspectRatio="none"
      >
        {bars.map((bar, place) => (
          <Bar key={bar.hour} bar={bar} x={place * barWidth} perEvent={height / most} />
        ))}
      </svg>
      <figcaption>
        <span>{t(words.caption(numberWords(most, language)))}</span>
        <span>{t(words.now)}</span>
      </figcaption>
      <details className="more">
        <summary>{t(words.figures)}</summary>
        <Figures hours={hours} />
      </details>
    </figure>
  )
}

interface BarProps {
  readonly bar: HourBar
  readonly x: number
  readonly perEvent: number
}

function Bar({ bar: { received, refused }, x, perEvent }: BarProps) {
  const stored = received === 0 ? 1 : Math.max(2, received * perEvent)
  const turned = refused === 0 ? 0 : Math.max(2, refused * perEvent)
  const width = barWidth - 1
  return (
    <>
      <rect
        className={received === 0 ? 'none' : 'some'}
        x={x}
        y={height - stored}
        width={width}
        height={stored}
      />
      {turned > 0 && (
        <rect
          className="refused"
          x={x}
          y={Math.max(0, height - stored - turned)}
          width={width}
          height={turned}
        />
      )}
    </>
  )
}

function Figures({ hours }: Pick<SourceDetail, 'hours'>) {
  const t = useText()
  const language = useLanguage()
  const columns = ['received', 'repeated', 'refused', 'late', 'outOfOrder', 'future'] as const
  return (
    <div className="scroll-x" role="region" aria-label={t(words.figures)} tabIndex={0}>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t(words.hour)}</th>
            {columns.map((column) => (
              <th key={column} scope="col" className="number">
                {t(words.columns[column])}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {hours.toReversed().map((each) => (
            <tr key={each.hour}>
              <th scope="row">{absoluteTime(each.hour, language)}</th>
              {columns.map((column) => (
                <td key={column} className="number">
                  {numberWords(each[column], language)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const words = {
  none: text('Noch nichts', 'Nothing yet'),
  noneWhat: text(
    'In den letzten sieben Tagen kam von dieser Quelle nichts.',
    'Nothing came from this source in the last seven days.',
  ),
  label: (n: string, most: string) =>
    text(
      `${n} Ereignisse in sieben Tagen, höchstens ${most} in einer Stunde`,
      `${n} events in seven days, at most ${most} in an hour`,
    ),
  caption: (most: string) =>
    text(
      `vor sieben Tagen · höchster Balken: ${most} in einer Stunde`,
      `seven days ago · tallest bar: ${most} in an hour`,
    ),
  now: text('jetzt', 'now'),
  figures: text('Als Zahlen', 'As figures'),
  hour: text('Stunde', 'Hour'),
  columns: {
    received: text('Gespeichert', 'Stored'),
    repeated: text('Wiederholt', 'Repeated'),
    refused: text('Abgewiesen', 'Refused'),
    late: text('Verspätet', 'Late'),
    outOfOrder: text('Andere Reihenfolge', 'Out of order'),
    future: text('Zukunft', 'Future'),
  },
}
