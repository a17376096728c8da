import { useId, useState, type ReactNode } from 'react'
import { Button, text } from '@nachweis/console'
import { QueryCombobox } from './search-combobox.tsx'
import { QueryProblems, useProblems } from './search-problems.tsx'
import type { Where } from './search-suggest.ts'

interface Props {
  /** What is searched now. */
  readonly q: string
  readonly where: Where
  readonly onSearch: (q: string) => void
}

/** The query: typed, completed from a list, checked while it is typed, and searched with Enter. */
export function SearchQuery({ q, where, onSearch }: Props): ReactNode {
  const [typed, setTyped] = useTyped(q)
  const [caret, setCaret] = useState(q.length)
  const problems = useProblems(typed, typed === q)
  const id = useId()
  const search = () => onSearch(typed.trim())
  return (
    <form
      className="query"
      role="search"
      onSubmit={(event) => {
        event.preventDefault()
        search()
      }}
    >
      <div className="query-line">
        <QueryCombobox
          typed={typed}
          caret={caret}
          where={where}
          problemsId={problems.length > 0 ? id : null}
          onType={(next, at) => {
            setTyped(next)
            setCaret(at)
          }}
          onEnter={search}
        />
        <Button type="submit" weight="strong" label={words.search} />
      </div>
      <QueryProblems
        id={id}
        typed={typed}
        problems={problems}
        onMend={(next) => {
          setTyped(next)
          setCaret(next.length)
        }}
      />
    </form>
  )
}

/** What is typed; another search in the address replaces it. */
function useTyped(q: string) {
  const [typed, setTyped] = useState(q)
  const [searched, setSearched] = useState(q)
  if (searched !== q) {
    setSearched(q)
    setTyped(q)
  }
  return [searched === q ? typed : q, setTyped] as const
}

const words = { search: text('Suchen', 'Search') }
