import type { ReactNode } from 'react'
import { Filter, text } from '@nachweis/console'
import { timeOfQuery, withTime } from './search-query.ts'

const quick = [
  { id: '15m', label: text('15 Min.', '15 min') },
  { id: '1h', label: text('1 Std.', '1 h') },
  { id: '24h', label: text('24 Std.', '24 h') },
  { id: '7d', label: text('7 Tage', '7 days') },
  { id: '30d', label: text('30 Tage', '30 days') },
] as const

const own = 'own'

/** The time that is searched, in one press; it becomes part of the query. */
export function SearchPeriod({
  q,
  onSearch,
}: {
  readonly q: string
  readonly onSearch: (q: string) => void
}): ReactNode {
  const time = timeOfQuery(q)
  const isQuick = time === null || quick.some(({ id }) => id === time)
  return (
    <Filter
      label={words.title}
      value={isQuick ? (time ?? '') : own}
      onChange={(id) => {
        if (id !== own) onSearch(withTime(q, id === '' ? null : id))
      }}
      options={[{ id: '', label: words.all }, ...quick, ...(isQuick ? [] : [{ id: own, label: words.own }])]}
    />
  )
}

const words = {
  title: text('Zeitraum', 'Period'),
  all: text('Alles', 'All'),
  own: text('Eigener', 'Other'),
}
