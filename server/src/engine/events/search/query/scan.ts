import type { Text } from '../../../../kernel/language.ts'
import { queryTermsMax, type QueryProblem, type TimeRange } from './ast.ts'
import { quoteOpen, tooManyTerms } from './problems.ts'
import type { Clock, TimeContext } from './time.ts'

/** Of one query. */
export const problemsMax = 10

/** A piece of the text, from `start` to before `end`. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** A value behind a colon. `text` is without quotes and without the `*` of a prefix. */
export interface Item extends Span {
  readonly text: string
  readonly isPrefix: boolean
  readonly isQuoted: boolean
}

/** What is read and found so far. */
export interface Scan {
  readonly text: string
  /** Null: times are taken, but not understood. */
  readonly context: TimeContext | null
  /** Made at the first time in the text, as it takes long; null: of no zone. */
  clock: Clock | null | undefined
  at: number
  terms: number
  readonly problems: QueryProblem[]
  /** Problems that were found, told or not. */
  found: number
  readonly times: (Span & { readonly range: TimeRange })[]
}

export const startScan = (text: string, context: TimeContext | null): Scan => ({
  text,
  context,
  clock: undefined,
  at: 0,
  terms: 0,
  problems: [],
  found: 0,
  times: [],
})

/** Notes what is wrong with a piece of the text, and what could stand there instead. */
export function report(scan: Scan, { start, end }: Span, message: Text, instead: string | null = null): null {
  scan.found++
  if (scan.problems.length < problemsMax)
    scan.problems.push({ position: start, length: Math.max(1, end - start), message, instead })
  return null
}

/** Notes it and reads nothing more. */
export function stop(scan: Scan, span: Span, message: Text, instead: string | null = null): null {
  report(scan, span, message, instead)
  scan.at = scan.text.length
  return null
}

/** Takes what a sticky pattern matches here, or null. */
export function take(scan: Scan, pattern: RegExp): RegExpExecArray | null {
  pattern.lastIndex = scan.at
  const found = pattern.exec(scan.text)
  if (found !== null) scan.at = pattern.lastIndex
  return found
}

/** Counts a word or value; false when there are too many. */
export function count(scan: Scan, span: Span): boolean {
  scan.terms++
  if (scan.terms <= queryTermsMax) return true
  stop(scan, span, tooManyTerms)
  return false
}

/** Takes a text in quotes, in which `\"` and `\\` stand for themselves; null when there is no quote here. */
export function takeQuoted(scan: Scan): string | null {
  if (scan.text[scan.at] !== '"') return null
  const start = scan.at
  const found = take(scan, /"(?:[^"\\]|\\[\s\S])*"/y)
  if (found === null) {
    stop(scan, { start, end: scan.text.length }, quoteOpen, `${scan.text.slice(start)}"`)
    return scan.text.slice(start + 1)
  }
  return unquoted(found[0])
}

/** The text within a pair of quotes. */
export const unquoted = (quoted: string): string => quoted.slice(1, -1).replace(/\\(["\\])/g, '$1')

const bareItem = /[^\s()",]+/y

/** Takes the values behind a colon: separated by commas, quoted or bare, each perhaps with a `*`. */
export function takeItems(scan: Scan): Item[] {
  const items: Item[] = []
  do {
    const item = takeItem(scan)
    if (item === null || !count(scan, item)) break
    items.push(item)
  } while (take(scan, /,/y) !== null)
  return items
}

function takeItem(scan: Scan): Item | null {
  const start = scan.at
  const quoted = takeQuoted(scan)
  if (quoted !== null) {
    const isPrefix = take(scan, /\*/y) !== null
    return { text: quoted, isPrefix, isQuoted: true, start, end: scan.at }
  }
  const bare = take(scan, bareItem)?.[0]
  if (bare === undefined) return null
  const isPrefix = bare.endsWith('*')
  return { text: isPrefix ? bare.slice(0, -1) : bare, isPrefix, isQuoted: false, start, end: scan.at }
}
