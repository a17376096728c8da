import { useEffect, useEffectEvent, useState, type ReactNode } from 'react'
import type { Text } from 'nachweis-verify'
import { Button as AriaButton, Input, SearchField } from 'react-aria-components'
import { text } from '../../../server/src/kernel/language.ts'
import { useText } from '../language/use-text.ts'
import { CloseIcon, SearchIcon } from './icons.tsx'

/** How long somebody may pause between two letters before the search begins. */
const pauseMs = 200

/** A box to search a list with. */
export function SearchBox({
  label,
  value,
  onChange,
}: {
  /** What is searched. */
  readonly label: Text
  readonly value: string
  readonly onChange: (value: string) => void
}): ReactNode {
  const t = useText()
  // What is typed and not sought yet; null: what is shown is what is sought.
  const [typed, setTyped] = useState<string | null>(null)
  const seek = useEffectEvent((words: string) => {
    onChange(words)
    setTyped(null)
  })
  useEffect(() => {
    if (typed === null) return undefined
    const timer = setTimeout(() => seek(typed), pauseMs)
    return () => clearTimeout(timer)
  }, [typed])
  return (
    <SearchField
      className="search-box"
      value={typed ?? value}
      onChange={setTyped}
      aria-label={t(words.search(label))}
    >
      <SearchIcon />
      <Input className="input" placeholder={t(words.search(label))} maxLength={200} />
      <AriaButton className="button quiet icon-only clear" aria-label={t(words.clear)}>
        <CloseIcon />
      </AriaButton>
    </SearchField>
  )
}

const words = {
  search: (what: Text) => text(`${what.de} durchsuchen`, `Search ${what.en.toLowerCase()}`),
  clear: text('Suche leeren', 'Clear the search'),
}
