import { useEffect, useRef, type ReactNode } from 'react'
import { text, useText } from '@nachweis/console'
import type { Suggestion } from '../search/query/complete.ts'

interface Props {
  readonly id: string
  readonly list: readonly Suggestion[]
  /** The chosen one; -1: none. */
  readonly active: number
  readonly onTake: (suggestion: Suggestion) => void
}

/** What could stand at the caret. The focus stays in the field; `active` is where arrows have led. */
export function SuggestionList({ id, list, active, onTake }: Props): ReactNode {
  const t = useText()
  const chosen = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (active >= 0) chosen.current?.scrollIntoView({ block: 'nearest' })
  }, [active])
  return (
    <>
      <div
        id={`${id}-list`}
        className="popover list-box suggestions"
        role="listbox"
        aria-label={t(words.title)}
        hidden={list.length === 0}
      >
        {list.map((suggestion, index) => (
          <div
            key={suggestion.insert}
            ref={index === active ? chosen : null}
            id={`${id}-${index}`}
            className="list-item"
            role="option"
            aria-selected={index === active}
            {...(index === active && { 'data-focused': true })}
            // The field keeps the focus.
            onPointerDown={(event) => event.preventDefault()}
            onPointerUp={() => onTake(suggestion)}
          >
            <code>{suggestion.insert}</code>
            {t(suggestion.about) !== '' && <span className="item-description">{t(suggestion.about)}</span>}
          </div>
        ))}
      </div>
      <span className="hidden" role="status">
        {list.length > 0 ? t(words.count(list.length)) : ''}
      </span>
    </>
  )
}

const words = {
  title: text('Vorschläge', 'Suggestions'),
  count: (n: number) =>
    text(n === 1 ? 'Ein Vorschlag' : `${n} Vorschläge`, n === 1 ? 'One suggestion' : `${n} suggestions`),
}
