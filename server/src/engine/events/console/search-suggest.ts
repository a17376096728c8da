import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { queryOf, useLanguage } from '@nachweis/console'
import { suggestQuery } from '../search/contract.ts'
import { completeHere, type Suggestions } from './search-query.ts'

/** Whose events are searched. */
export interface Where {
  readonly organisation: string
  readonly everywhere: boolean
}

const pauseMs = 120

/**
 * What could follow the text up to the caret: fields at once, values that occur as soon as the server has answered. An
 * answer to another text is never shown.
 */
export function useSuggestions(
  before: string,
  { organisation, everywhere }: Where,
  isOpen: boolean,
): Suggestions {
  const language = useLanguage()
  const asked = usePaused(before)
  const { data, isPlaceholderData } = useQuery({
    ...queryOf(suggestQuery, { params: { organisation }, query: { q: asked, everywhere } }),
    enabled: isOpen,
    placeholderData: keepPreviousData,
    staleTime: 10_000,
    retry: false,
  })
  const own = completeHere(before, language)
  if (!isOpen) return { from: before.length, suggestions: [] }
  if (!data || isPlaceholderData || asked !== before) return own
  return {
    from: data.from,
    suggestions: data.suggestions.map((each) => ({ ...each, about: each.about[language] })),
  }
}

/** The text once nobody has typed for a moment. */
export function usePaused(text: string, ms = pauseMs): string {
  const [paused, setPaused] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setPaused(text), ms)
    return () => clearTimeout(timer)
  }, [text, ms])
  return paused
}
