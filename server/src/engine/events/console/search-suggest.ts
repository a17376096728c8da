import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { queryOf, useMe } from '@nachweis/console'
import { suggestQuery } from '../search/contract.ts'
import { complete, type Suggestion } from '../search/query/complete.ts'
import { fieldNames } from '../search/query/fields.ts'

/** `from`: where in the query the suggestion is put in. */
interface Suggestions {
  readonly from: number
  readonly suggestions: readonly Suggestion[]
}

/** Whose events are searched. */
export interface Where {
  readonly organisation: string
  readonly everywhere: boolean
}

/** Of somebody who types on: the server is not asked at every key. */
const pauseMs = 250
const none: Suggestions = { from: 0, suggestions: [] }
/** What the language knows without the server: its fields and their fixed values. */
const valuesOf = async () => []
const everything = { fields: fieldNames, valuesOf }
/** Whose own organisation is the only one is not asked which. */
const ofOne = { fields: fieldNames.filter((name) => name !== 'customer'), valuesOf }

/**
 * What could follow the text up to the caret: fields at once, values that occur as soon as the server has answered. An
 * answer to another text is never shown.
 */
export function useSuggestions(
  before: string,
  { organisation, everywhere }: Where,
  isOpen: boolean,
): Suggestions {
  const asked = usePaused(before)
  const { data, isPlaceholderData } = useQuery({
    ...queryOf(suggestQuery, { params: { organisation }, query: { q: asked, everywhere } }),
    enabled: isOpen,
    placeholderData: keepPreviousData,
    staleTime: 10_000,
    retry: false,
  })
  const seesCustomers = useMe()?.organisation.kind === 'provider'
  const own = useQuery({
    queryKey: ['complete-query', before, seesCustomers],
    queryFn: () => complete(before, before.length, seesCustomers ? everything : ofOne),
    enabled: isOpen,
    staleTime: Infinity,
  })
  if (!isOpen) return none
  return data && !isPlaceholderData && asked === before ? data : (own.data ?? none)
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
