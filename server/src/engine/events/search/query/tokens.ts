import { fold } from './fold.ts'
import { addWordsOf } from './words.ts'

/** The columns of an event that a Bloom filter knows: `source` and `customer` are ids. */
export interface EventColumns {
  readonly actor: string | null
  readonly action: string | null
  readonly target: string | null
  readonly session: string | null
  readonly source: string
  readonly customer: string
  readonly outcome: string
}

const tokenFields = ['actor', 'action', 'target', 'session', 'source', 'customer', 'outcome'] as const
export type TokenField = (typeof tokenFields)[number]

export const isTokenField = (field: string): field is TokenField =>
  (tokenFields as readonly string[]).includes(field)

/** The token that says which value a field has; upper and lower case are the same. */
export const fieldToken = (field: TokenField, value: string): string => `${field}=${fold(value)}`

/** Adds to a set what goes into a Bloom filter for an event: the words of its `bodyText`, and those fields that are given. */
export function tokensOf(
  columns: Partial<EventColumns>,
  text: string,
  into = new Set<string>(),
): Set<string> {
  for (const field of tokenFields) {
    const value = columns[field] ?? null
    if (value !== null) into.add(fieldToken(field, value))
  }
  addWordsOf(text, into)
  return into
}
