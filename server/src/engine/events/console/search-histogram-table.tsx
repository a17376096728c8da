import { useState, type ReactNode } from 'react'
import { Button, numberWords, text, useLanguage, useText } from '@nachweis/console'
import type { Bar } from './search-bars.ts'
import type { Period } from './search-brush.ts'
import { axisTime } from './search-times.ts'

interface Props {
  readonly bars: readonly Bar[]
  readonly to: string
  readonly onNarrow: (period: Period) => void
}

/** The same figures as a table, for whoever reads better than looks; stretches without events are left out. */
export function HistogramTable({ bars, to, onNarrow }: Props): ReactNode {
  const t = useText()
  const [isOpen, setOpen] = useState(false)
  return (
    <details className="more" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t(words.asTable)}</summary>
      {isOpen && <Figures bars={bars} to={to} onNarrow={onNarrow} />}
    </details>
  )
}

function Figures({ bars, to, onNarrow }: Props) {
  const t = useText()
  const language = useLanguage()
  const rows = bars
    .map((bar, index) => ({ ...bar, to: bars[index + 1]?.from ?? to }))
    .filter(({ count }) => count > 0)
  if (rows.length === 0) return <p>{t(words.none)}</p>
  return (
    <table className="histogram-table">
      <thead>
        <tr>
          <th scope="col">{t(words.time)}</th>
          <th scope="col">{t(words.count)}</th>
          <th scope="col">{t(words.failures)}</th>
          <th scope="col">
            <span className="hidden">{t(words.action)}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.from}>
            <th scope="row">{`${axisTime(row.from, language)} – ${axisTime(row.to, language)}`}</th>
            <td>{numberWords(row.count, language)}</td>
            <td>{numberWords(row.failures, language)}</td>
            <td>
              <Button
                label={words.only}
                weight="quiet"
                about={axisTime(row.from, language)}
                onPress={() => onNarrow({ from: row.from, to: row.to })}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const words = {
  asTable: text('Als Tabelle', 'As a table'),
  none: text('In dieser Zeit gibt es keine Ereignisse.', 'There are no events in this time.'),
  time: text('Zeit', 'Time'),
  count: text('Ereignisse', 'Events'),
  failures: text('fehlgeschlagen', 'failed'),
  action: text('Eingrenzen', 'Narrow'),
  only: text('Nur diese Zeit', 'This time only'),
}
