import { systemClock } from '../../../kernel/clock.ts'
import type { Query, QueryProblem } from '../search/query/ast.ts'
import { addTerm, removeTerm, termOf } from '../search/query/edit.ts'
import { fieldOf } from '../search/query/fields.ts'
import { parse, parseParts, type WrittenPart } from '../search/query/parse.ts'
import { printValue } from '../search/query/print.ts'
import type { Suggestion } from '../search/query/complete.ts'
import { readerZone } from './search-zone.ts'

// Whether and where is asked here, not when: the server reads the times.
const read = (q: string) => parseParts(q, null)

/** What is wrong with a query, times too, the first thing first. `now` in ms since the epoch. */
export const problemsOf = (q: string, now = systemClock.now()): readonly QueryProblem[] =>
  parse(q, { now, zone: readerZone }).problems

/** The query with what a problem proposes in its place. */
export const mended = (q: string, { position, length, instead }: QueryProblem): string =>
  q.slice(0, position) + (instead ?? '') + q.slice(position + length)

/** A query in pieces, each wrong or not, from `aroundMax` characters before the first wrong one to as many after the last. */
export function piecesOf(q: string, problems: readonly QueryProblem[], aroundMax: number) {
  const from = Math.max(0, (problems[0]?.position ?? 0) - aroundMax)
  const to = Math.min(q.length, Math.max(0, ...problems.map(endOf)) + aroundMax)
  const pieces: { written: string; start: number; isWrong: boolean }[] = []
  let at = from
  for (const { position, length } of problems) {
    if (position > at) pieces.push({ written: q.slice(at, position), start: at, isWrong: false })
    const start = Math.max(at, position)
    const end = Math.max(start, position + length)
    if (end > start) pieces.push({ written: q.slice(start, end), start, isWrong: true })
    at = end
  }
  if (to > at) pieces.push({ written: q.slice(at, to), start: at, isWrong: false })
  return { before: from > 0, pieces, after: to < q.length }
}

const endOf = ({ position, length }: QueryProblem) => position + length

/** A query for one value of one field. */
export const onlyTerm = (field: string, value: string): string => `${field}:${printValue(value)}`

/** Whether a query asks for a value, or for all but it, in a part of its own. */
export function termState(q: string, field: string, value: string): 'included' | 'excluded' | null {
  const term = termFor(field, value)
  if (term === null) return null
  if (removeTerm(q, term) !== q.trim()) return 'included'
  return removeTerm(q, opposite(term)) === q.trim() ? null : 'excluded'
}

/** Adds a value to a query, or its exclusion; what says so already is taken out instead, and the opposite with it. */
export function toggleTerm(q: string, field: string, value: string, as: 'included' | 'excluded'): string {
  const found = termFor(field, value)
  if (found === null) return q
  const term = as === 'included' ? found : opposite(found)
  return termState(q, field, value) === as ? removeTerm(q, term) : addTerm(q, term)
}

function termFor(field: string, value: string): Query | null {
  const name = fieldOf(field)
  return name === null ? null : termOf(name, value)
}

const opposite = (part: Query): Query => ({ kind: 'not', part })

/** What a query says of the time: `24h` of `time:24h`; null when nothing, or more than one thing. */
export function timeOfQuery(q: string): string | null {
  const { parsed, parts } = read(q)
  if (parsed.problems.length > 0) return null
  const times = parts.filter(({ query }) => query === null)
  const [only] = times
  if (!only || times.length > 1) return null
  return q.slice(only.start, only.end).replace(/^[^:]*:/, '')
}

/** A stretch of time as a query says it; ISO 8601 in UTC, as short as it can be. */
export const periodOf = ({ from, to }: { readonly from: string; readonly to: string }): string =>
  [from, to].map((at) => at.replace(/(?::00)?\.000Z$/, 'Z')).join('..')

/** The query with this time and no other; null: of all time. */
export function withTime(q: string, time: string | null): string {
  const without = keep(q, ({ query }) => query !== null)
  return time === null ? without : plus(without, `time:${time}`)
}

/** The parts that must all hold, as they are written; each with the query that is left without it. */
export function removable(q: string): { readonly written: string; readonly rest: string }[] {
  return read(q).parts.map((each) => ({
    written: q.slice(each.start, each.end),
    rest: keep(q, (part) => part.start !== each.start),
  }))
}

/** The query with only the parts for which it holds; a query that cannot be read stays as it is. */
function keep(q: string, holds: (part: WrittenPart) => boolean): string {
  const { parsed, parts } = read(q)
  if (parsed.problems.length > 0) return q
  return parts
    .filter(holds)
    .map(({ start, end }) => q.slice(start, end))
    .join(' ')
}

/** The query and a term: alternatives are put into parentheses first. */
function plus(q: string, term: string): string {
  if (q.trim() === '') return term
  const joined = `${q.trim()} ${term}`
  return read(joined).parts.length > read(q).parts.length ? joined : `(${q.trim()}) ${term}`
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
