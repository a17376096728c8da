import {
  nothing,
  queryCharactersMax,
  queryDepthMax,
  type ParsedQuery,
  type Query,
  type QueryProblem,
} from './ast.ts'
import * as problems from './problems.ts'
import { timeMeant } from './repairs.ts'
import { report, startScan, stop, take, type Scan, type Span } from './scan.ts'
import { readTerm } from './terms.ts'
import type { TimeContext } from './time.ts'

/** A part of a query that is joined to the others by AND, and where it is written. `query` null: a time. */
export interface WrittenPart extends Span {
  readonly query: Query | null
  /** Alternatives without parentheses around them: nothing can be put beside it as it is. */
  readonly isOr: boolean
}

/** Reads a query; its times count for the whole of it. Never throws: what is wrong is in `problems`. */
export const parse = (text: string, context: TimeContext): ParsedQuery => parseParts(text, context).parsed

/**
 * Reads a query and tells where each part of its outermost AND is written; an OR is one part. Without a context, times
 * are left open.
 */
export function parseParts(
  text: string,
  context: TimeContext | null,
): { readonly parsed: ParsedQuery; readonly parts: readonly WrittenPart[] } {
  const scan = startScan(text, context)
  const found = read(scan)
  const problems = scan.problems
    .toSorted((a, b) => a.position - b.position)
    .map((problem) => (helps(scan, problem) ? problem : { ...problem, instead: null }))
  return { ...found, parsed: { ...found.parsed, problems } }
}

/** Whether the query has fewer problems with what is proposed. */
function helps({ text, context, clock, found }: Scan, problem: QueryProblem): boolean {
  const { instead, position, length } = problem
  if (instead === null) return false
  const mended = startScan(text.slice(0, position) + instead + text.slice(position + length), context)
  mended.clock = clock
  read(mended)
  return mended.found < found
}

function read(scan: Scan): { readonly parsed: ParsedQuery; readonly parts: readonly WrittenPart[] } {
  const { text } = scan
  if (text.length > queryCharactersMax)
    stop(scan, { start: queryCharactersMax, end: text.length }, problems.tooLong)
  const bad = badCharacter(text)
  if (bad !== -1 && scan.problems.length === 0)
    stop(scan, { start: bad, end: bad + 1 }, problems.notAllowed, '')
  let parts: readonly WrittenPart[] = []
  const alternatives = readAlternatives(scan, 0, (first) => (parts = first))
  while (take(scan, /\s*\)/y) !== null) {
    report(scan, { start: scan.at - 1, end: scan.at }, problems.bracketAlone, '')
    readAlternatives(scan, 0)
  }
  const [from, to] = timesOf(scan)
  const query = scan.problems.length === 0 ? alternatives : nothing
  return {
    parsed: { query, from, to, problems: scan.problems },
    parts,
  }
}

/** What PostgreSQL's text cannot hold: NUL and halves of characters. */
const badCharacter = (text: string) => text.search(/[\0\p{Surrogate}]/u)

function timesOf(scan: Scan): [number | null, number | null] {
  let [from, to]: [number | null, number | null] = [null, null]
  for (const { range } of scan.times) {
    if (range.from !== null) from = Math.max(from ?? range.from, range.from)
    if (range.to !== null) to = Math.min(to ?? range.to, range.to)
  }
  const last = scan.times.at(-1)
  if (last !== undefined && from !== null && to !== null && from >= to)
    report(scan, last, problems.timeEmpty, timeMeant(scan.text.slice(last.start, last.end)))
  return [from, to]
}

function readAlternatives(
  scan: Scan,
  depth: number,
  tell: (parts: readonly WrittenPart[]) => void = () => {},
): Query | null {
  const [start, times] = [scan.at, scan.times.length]
  const first = readConjunction(scan, depth)
  const found = [first.query]
  let isMissing = first.parts.length === 0
  for (let or = takeOperator(scan, orOperator); or !== null; or = takeOperator(scan, orOperator)) {
    const { query, parts } = readConjunction(scan, depth)
    if (isMissing || parts.length === 0) report(scan, or, problems.operandMissing(or.name), '')
    isMissing = false
    found.push(query)
  }
  if (found.length === 1) {
    tell(first.parts)
    return first.query
  }
  refuseTimes(scan, times)
  const query = joined('or', found)
  tell([{ query, start, end: scan.at, isOr: true }])
  return query
}

function refuseTimes(scan: Scan, since: number): void {
  for (const time of scan.times.slice(since)) report(scan, time, problems.timeNotAlone)
}

function readConjunction(scan: Scan, depth: number): { query: Query | null; parts: WrittenPart[] } {
  const parts: WrittenPart[] = []
  while (true) {
    const and = takeOperator(scan, andOperator)
    take(scan, /\s+/y)
    const isOver = isAt(scan, partEnd)
    if (and !== null && (isOver || parts.length === 0))
      report(scan, and, problems.operandMissing(and.name), '')
    if (and === null && isOver) break
    if (isOver) continue
    const start = scan.at
    const query = readPart(scan, depth)
    parts.push({ query, start, end: scan.at, isOr: false })
  }
  return {
    query: joined(
      'and',
      parts.map((part) => part.query),
    ),
    parts,
  }
}

const andOperator = /\s*(AND|UND)(?=[\s()"]|$)/y
const orOperator = /\s*(OR|ODER)(?=[\s()"]|$)/y
const negation = /(-)(?=\S)|(NOT|NICHT)(?=[\s()"]|$)\s*/y
const partEnd = /$|\)|(?:AND|UND|OR|ODER)(?=[\s()"]|$)/y

function takeOperator(scan: Scan, pattern: RegExp): (Span & { readonly name: string }) | null {
  const name = take(scan, pattern)?.[1]
  return name === undefined ? null : { name, start: scan.at - name.length, end: scan.at }
}

function isAt(scan: Scan, pattern: RegExp): boolean {
  pattern.lastIndex = scan.at
  return pattern.test(scan.text)
}

function readPart(scan: Scan, depth: number): Query | null {
  const start = scan.at
  if (take(scan, negation) !== null) return readNegated(scan, depth, { start, end: scan.at })
  if (take(scan, /\(/y) === null) return readTerm(scan)
  if (depth >= queryDepthMax) return stop(scan, { start, end: scan.at }, problems.tooDeep)
  const [before, times] = [scan.problems.length, scan.times.length]
  const query = readAlternatives(scan, depth + 1)
  if (take(scan, /\s*\)/y) === null) {
    if (scan.problems.length === before)
      stop(scan, { start, end: scan.text.length }, problems.bracketOpen, `${scan.text.slice(start)})`)
  } else if (query === null && scan.problems.length === before && scan.times.length === times)
    report(scan, { start, end: scan.at }, problems.bracketsEmpty, '')
  return query
}

function readNegated(scan: Scan, depth: number, span: Span): Query | null {
  if (depth >= queryDepthMax) return stop(scan, span, problems.tooDeep)
  if (isAt(scan, partEnd))
    return report(scan, span, problems.operandMissing(scan.text.slice(span.start, span.end).trim()), '')
  const times = scan.times.length
  const part = readPart(scan, depth + 1)
  refuseTimes(scan, times)
  return part === null ? null : { kind: 'not', part }
}

/** One part stands for itself; parts of the same kind are taken apart. */
function joined(kind: 'and' | 'or', found: readonly (Query | null)[]): Query | null {
  const parts = found
    .filter((part) => part !== null)
    .flatMap((part) => (part.kind === kind && 'parts' in part ? part.parts : [part]))
  return parts.length > 1 ? { kind, parts } : (parts[0] ?? null)
}
