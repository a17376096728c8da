import { useQuery } from '@tanstack/react-query'
import { useId, useState, type ReactNode } from 'react'
import { numberWords, queryOf, Say, text, useLanguage, useText } from '@nachweis/console'
import { eventHistogram } from '../search/contract.ts'
import { QueryCombobox } from './search-combobox.tsx'
import { QueryProblems, useProblems } from './search-problems.tsx'
import { problemsOf, timeOfQuery, withTime } from './search-query.ts'
import { usePaused, type Where } from './search-suggest.ts'
import './search.css'

const thinkMs = 600

interface Props {
  readonly query: string
  readonly where: Where
  readonly onChange: (query: string) => void
}

/** The search whose matches are delivered, with the same help as the search of events, and how much it finds. */
export function PushQuery({ query, where, onChange }: Props): ReactNode {
  const t = useText()
  const [caret, setCaret] = useState(query.length)
  const problems = useProblems(query, false)
  const id = useId()
  return (
    <div className="push-query">
      <span className="field-label">{t(words.label)}</span>
      <span className="field-description">{t(words.what)}</span>
      <QueryCombobox
        label={words.label}
        typed={query}
        caret={caret}
        where={where}
        problemsId={problems.length > 0 ? id : null}
        onType={(next, at) => {
          onChange(next)
          setCaret(at)
        }}
        onEnter={() => {}}
      />
      <QueryProblems id={id} typed={query} problems={problems} onMend={onChange} />
      <Matches query={query.trim()} where={where} />
    </div>
  )
}

/** How many events of the last day would have been delivered. */
function Matches({ query, where: { organisation, everywhere } }: Omit<Props, 'onChange'>) {
  const language = useLanguage()
  const asked = usePaused(query, thinkMs)
  const canAsk = asked !== '' && problemsOf(asked).length === 0 && timeOfQuery(asked) === null
  const { data } = useQuery({
    ...queryOf(eventHistogram, {
      params: { organisation },
      query: { q: withTime(asked, '24h'), everywhere, bars: 1 },
    }),
    enabled: canAsk,
    retry: false,
  })
  return (
    <span className="field-description" role="status">
      {canAsk && data && (
        <Say words={words.found(data.total, numberWords(data.total, language), data.complete)} />
      )}
    </span>
  )
}

const words = {
  label: text('Suche', 'Search'),
  what: text(
    'Wie in der Suche der Ereignisse: Felder wie action:login, Wörter, ein Minus davor schließt aus.',
    'As in the search of events: fields such as action:login, words, a minus in front excludes.',
  ),
  found: (n: number, count: string, isComplete: boolean) => {
    const atLeast = isComplete ? text('', '') : text('mindestens ', 'at least ')
    return n === 1
      ? text('In den letzten 24 Stunden passte ein Ereignis.', 'One event of the last 24 hours matched.')
      : text(
          `In den letzten 24 Stunden passten ${atLeast.de}${count} Ereignisse.`,
          `In the last 24 hours ${atLeast.en}${count} events matched.`,
        )
  },
}
