import type { Text } from '../../../../kernel/language.ts'

export const queryCharactersMax = 2_000
/** Words, phrases and single values: `actor:anna,bob` counts two. */
export const queryTermsMax = 50
/** Parentheses and negations within one another. */
export const queryDepthMax = 10

/** Fields that hold one text. `source` and `customer` are names or ids: `resolve` makes ids of them. */
export const textFields = [
  'actor',
  'action',
  'target',
  'session',
  'source',
  'customer',
  'type',
  'purpose',
] as const
export type TextField = (typeof textFields)[number]

export const outcomeNames = ['success', 'failure', 'unknown'] as const
export type OutcomeName = (typeof outcomeNames)[number]

export const flagNames = ['time-missing', 'future', 'late', 'unmapped'] as const
export type FlagName = (typeof flagNames)[number]

/** A whole value, or what it begins with; upper and lower case are the same. */
export interface Value {
  readonly text: string
  readonly isPrefix: boolean
}

/** Addresses whose first `bits` are those of `base`: canonical text (RFC 5952), the other bits zero. */
export interface AddressRange {
  readonly base: string
  readonly bits: number
}

export type Comparison = '>' | '>=' | '<' | '<='

/**
 * What an event has to be. `or` without parts and a list without values match nothing. `words` stand next to one another,
 * whole and in this order, in the body, the last one perhaps only begun. A `path` leads into the body; lists on it count
 * by their elements.
 */
export type Query =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Query[] }
  | { readonly kind: 'not'; readonly part: Query }
  | { readonly kind: 'field'; readonly field: TextField; readonly values: readonly Value[] }
  | { readonly kind: 'exists'; readonly field: ExistsField }
  | { readonly kind: 'outcome'; readonly values: readonly OutcomeName[] }
  | { readonly kind: 'flag'; readonly values: readonly FlagName[] }
  | { readonly kind: 'address'; readonly ranges: readonly AddressRange[] }
  | { readonly kind: 'words'; readonly words: readonly string[]; readonly isPrefix: boolean }
  | { readonly kind: 'id'; readonly ids: readonly string[] }
  | { readonly kind: 'path'; readonly path: string; readonly values: readonly Value[] }
  | { readonly kind: 'compare'; readonly path: string; readonly op: Comparison; readonly value: number }
  | { readonly kind: 'present'; readonly path: string }

/** `outcome:*` is any but unknown, `flag:*` at least one; source, customer, type and purpose are always there. */
export type ExistsField = TextField | 'outcome' | 'flag' | 'address'

/** Matches no event: what a query with problems means. */
export const nothing: Query = { kind: 'or', parts: [] }

/** What is wrong, and where in the text: `length` characters from `position`. */
export interface QueryProblem {
  readonly position: number
  readonly length: number
  readonly message: Text
  /** To be written in place of these characters: the query has fewer problems then. Null: nobody can tell. */
  readonly instead: string | null
}

/** ms since the epoch, `from` included, `to` not; null: open. */
export interface TimeRange {
  readonly from: number | null
  readonly to: number | null
}

/** `query` null: every event of the time. With problems it is `nothing`. */
export interface ParsedQuery extends TimeRange {
  readonly query: Query | null
  readonly problems: readonly QueryProblem[]
}
