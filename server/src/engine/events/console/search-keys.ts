import type { KeyboardEvent } from 'react'
import type { Suggestion } from '../search/query/complete.ts'

interface Choice {
  readonly list: readonly Suggestion[]
  /** The chosen suggestion; -1: none. */
  readonly active: number
  readonly isOpen: boolean
  readonly show: (isOpen: boolean) => void
  readonly setActive: (active: number) => void
  readonly take: (suggestion: Suggestion) => void
  readonly onEnter: () => void
}

/** What a key does in a field with suggestions: arrows choose, Enter takes or searches, Escape closes. */
export function chooseBy(event: KeyboardEvent, choice: Choice): void {
  const { list, active } = choice
  switch (event.key) {
    case 'ArrowDown':
    case 'ArrowUp':
      event.preventDefault()
      if (!choice.isOpen) return choice.show(true)
      return choice.setActive(nextOf(active, list.length, event.key === 'ArrowDown' ? 1 : -1))
    case 'Escape':
      if (list.length === 0) return undefined
      event.preventDefault()
      event.stopPropagation()
      return choice.show(false)
    case 'Enter': {
      event.preventDefault()
      const chosen = list[active]
      if (chosen) return choice.take(chosen)
      choice.show(false)
      return choice.onEnter()
    }
    default:
      return undefined
  }
}

/** The next one; beyond both ends lies the field itself, -1. */
export function nextOf(active: number, length: number, step: 1 | -1): number {
  const places = length + 1
  return ((active + 1 + step + places) % places) - 1
}
