import { useId, useLayoutEffect, useRef, useState, type ReactNode } from 'react'
import type { Text } from 'nachweis-verify'
import { SearchIcon, text, useText } from '@nachweis/console'
import { queryCharactersMax } from '../search/query/ast.ts'
import type { Suggestion } from '../search/query/complete.ts'
import { chooseBy } from './search-keys.ts'
import { applySuggestion } from './search-query.ts'
import { SuggestionList } from './search-suggestions.tsx'
import { useSuggestions, type Where } from './search-suggest.ts'

interface Props {
  readonly typed: string
  /** Where in it somebody is typing. */
  readonly caret: number
  readonly where: Where
  /** Where it is said what is wrong with the text; null: nothing is. */
  readonly problemsId: string | null
  readonly onType: (typed: string, caret: number) => void
  /** Enter, while no suggestion is chosen. */
  readonly onEnter: () => void
  /** What the field is called where it is not the search itself. */
  readonly label?: Text
}

/** The field of the query with what could stand at the caret (WAI-ARIA combobox: the focus stays in the field). */
export function QueryCombobox(props: Props): ReactNode {
  const { typed, caret, where, problemsId, onType, onEnter, label = words.query } = props
  const t = useText()
  const id = useId()
  const [isOpen, setOpen] = useState(false)
  const [active, setActive] = useState(-1)
  const { input, place } = useCaret()
  const { from, suggestions: list } = useSuggestions(typed.slice(0, caret), where, isOpen)
  const show = (open: boolean) => {
    setOpen(open)
    setActive(-1)
  }
  const take = (suggestion: Suggestion) => {
    const next = applySuggestion(typed, caret, from, suggestion)
    place(next.caret)
    onType(next.q, next.caret)
    setActive(-1)
  }
  const caretOf = ({ selectionStart, value }: HTMLInputElement) => selectionStart ?? value.length
  return (
    <div className="query-box">
      <SearchIcon />
      <input
        {...plainText}
        ref={input}
        className="input code"
        value={typed}
        role="combobox"
        aria-label={t(label)}
        aria-autocomplete="list"
        aria-expanded={list.length > 0}
        aria-controls={`${id}-list`}
        {...(list[active] && { 'aria-activedescendant': `${id}-${active}` })}
        {...(problemsId !== null && { 'aria-invalid': true, 'aria-describedby': problemsId })}
        placeholder={t(words.example)}
        onChange={({ currentTarget }) => {
          onType(currentTarget.value, caretOf(currentTarget))
          show(true)
        }}
        onSelect={({ currentTarget }) => onType(typed, caretOf(currentTarget))}
        onKeyDown={(event) => chooseBy(event, { list, active, isOpen, show, setActive, take, onEnter })}
        onBlur={() => show(false)}
      />
      <SuggestionList id={id} list={list} active={active} onTake={take} />
    </div>
  )
}

/** A query is no prose. */
const plainText = {
  maxLength: queryCharactersMax,
  autoComplete: 'off',
  autoCapitalize: 'none',
  autoCorrect: 'off',
  spellCheck: false,
  enterKeyHint: 'search',
} as const

/** Puts the caret where a suggestion ends, once the field holds it. */
function useCaret() {
  const input = useRef<HTMLInputElement>(null)
  const wanted = useRef<number | null>(null)
  useLayoutEffect(() => {
    if (wanted.current === null) return
    input.current?.setSelectionRange(wanted.current, wanted.current)
    wanted.current = null
  })
  return {
    input,
    place: (caret: number) => {
      wanted.current = caret
    },
  }
}

const words = {
  query: text('Suche', 'Search'),
  example: text(
    'z. B. actor:anna action:login -outcome:success',
    'e.g. actor:anna action:login -outcome:success',
  ),
}
