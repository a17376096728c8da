import type { QueryProblem } from '../search/query/ast.ts'
import { fieldNames, fields } from '../search/query/fields.ts'
import { parse, parseParts, type WrittenPart } from '../search/query/parse.ts'
import { printValue } from '../search/query/print.ts'

/** What could follow, in the language of the person. */
export interface Suggestions {
  readonly from: number
  readonly suggestions: readonly Suggestion[]
}

export interface Suggestion {
  readonly insert: string
  readonly kind: 'field' | 'value' | 'word'
  readonly about: string
}

// Only whether and where is asked here, not when: the server reads the times.
const anyTime = { now: Date.UTC(2026, 0, 1), zone: 'UTC' }
const parts = (q: string) => parseParts(q, anyTime).parts

/** What is wrong with a query, the first thing first. */
export const problemsOf = (q: string): readonly QueryProblem[] =>
  parse(q, anyTime).problems.toSorted((a, b) => a.position - b.position)

/** A query for one value of one field. */
export const onlyTerm = (field: string, value: string): string => `${field}:${printValue(value)}`

/** Whether a query asks for a value, or for all but it, in a part of its own. */
export function termState(q: string, field: string, value: string): 'included' | 'excluded' | null {
  const term = meaningOf(onlyTerm(field, value))
  const found = parts(q).find((part) => meansTerm(part, term))
  if (!found) return null
  return found.query?.kind === 'not' ? 'excluded' : 'included'
}

/** Adds a value to a query, or its exclusion; what says so already is taken out instead, and the opposite with it. */
export function toggleTerm(q: string, field: string, value: string, as: 'included' | 'excluded'): string {
  const written = onlyTerm(field, value)
  const term = meaningOf(written)
  const without = keep(q, (part) => !meansTerm(part, term))
  if (termState(q, field, value) === as) return without
  return plus(without, as === 'included' ? written : `-${written}`)
}

/** What a query says of the time: `24h` of `time:24h`; null when nothing, or more than one thing. */
export function timeOfQuery(q: string): string | null {
  const times = parts(q).filter(({ query }) => query === null)
  const [only] = times
  if (!only || times.length > 1) return null
  return q.slice(only.start, only.end).replace(/^[^:]*:/, '')
}

/** The query with this time and no other; null: of all time. */
export function withTime(q: string, time: string | null): string {
  const without = keep(q, ({ query }) => query !== null)
  return time === null ? without : plus(without, `time:${time}`)
}

/** The parts that must all hold, as they are written; each with the query that is left without it. */
export function removable(q: string): { readonly written: string; readonly rest: string }[] {
  return parts(q).map((each) => ({
    written: q.slice(each.start, each.end),
    rest: keep(q, (part) => part.start !== each.start),
  }))
}

/** The query with only the parts for which it holds; a query that cannot be read stays as it is. */
function keep(q: string, holds: (part: WrittenPart) => boolean): string {
  if (problemsOf(q).length > 0) return q
  return parts(q)
    .filter(holds)
    .map(({ start, end }) => q.slice(start, end))
    .join(' ')
}

/** The query and a term: alternatives are put into parentheses first. */
function plus(q: string, term: string): string {
  if (q.trim() === '') return term
  const joined = `${q.trim()} ${term}`
  return parts(joined).length > parts(q).length ? joined : `(${q.trim()}) ${term}`
}

const meaningOf = (term: string) => JSON.stringify(parts(term)[0]?.query ?? null).toLowerCase()

function meansTerm({ query }: WrittenPart, term: string): boolean {
  const inner = query?.kind === 'not' ? query.part : query
  return JSON.stringify(inner).toLowerCase() === term
}

/** What could stand at the end of a text, as far as the language itself knows; values that occur only the server knows. */
export function completeHere(before: string, language: 'de' | 'en'): Suggestions {
  const word = /[\p{L}]*$/u.exec(before)?.[0] ?? ''
  const from = before.length - word.length
  const isStart = /(?:^|[\s(-])$/.test(before.slice(0, from))
  const begun = word.toLowerCase()
  const fitting = fieldNames.filter((name) => name.startsWith(begun) || fields[name].german.startsWith(begun))
  const suggestions = fitting.map((name) => ({
    insert: `${name}:`,
    kind: 'field' as const,
    about: fields[name].about[language],
  }))
  return { from, suggestions: isStart ? suggestions : [] }
}

/** Puts a suggestion in place of what stands from `from` to the caret; answers where the caret is then. */
export function applySuggestion(
  q: string,
  caret: number,
  from: number,
  { insert, kind }: Suggestion,
): { readonly q: string; readonly caret: number } {
  const after = q.slice(caret)
  // A field waits for its value; anything else is complete.
  const gap = kind === 'field' || after.startsWith(' ') ? '' : ' '
  const before = q.slice(0, from) + insert + gap
  return { q: before + after, caret: before.length }
}
