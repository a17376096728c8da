import { eventId, parseEventId } from '../../event.ts'
import { addressRange } from './address.ts'
import { flagNames, outcomeNames } from './ast.ts'
import type { Comparison, OutcomeName, Query, TimeRange, Value } from './ast.ts'
import { fieldOf, isTextField, nearestName, type FieldName } from './fields.ts'
import { numberOf } from './number.ts'
import * as problems from './problems.ts'
import { literally, networkOf, timeMeant, withValue } from './repairs.ts'
import {
  count,
  report,
  take,
  takeItems,
  takeQuoted,
  unquoted,
  type Item,
  type Scan,
  type Span,
} from './scan.ts'
import { clockOf, readTime } from './time.ts'
import { wordsOf } from './words.ts'

/** An event's own columns are cut after this many characters. */
const columnCharactersMax = 200

const bodyName = /body\.(?:([^\s:"(),]+)|("(?:[^"\\]|\\[\s\S])+")):/iy
const fieldName = /([\p{L}_][\p{L}\p{N}_.@-]*):/uy
const bareWords = /[^\s()"]+/y

/** Reads `field:values`, a quoted phrase or bare words; null when it is a time or has a problem. */
export function readTerm(scan: Scan): Query | null {
  const start = scan.at
  const path = takePath(scan)
  if (path !== null) return readPath(scan, path, start)
  const name = take(scan, fieldName)?.[1]
  if (name !== undefined) return readField(scan, name, start)
  const quoted = takeQuoted(scan)
  const text = quoted ?? take(scan, bareWords)?.[0] ?? ''
  const isPrefix = quoted === null ? text.endsWith('*') : take(scan, /\*/y) !== null
  const span = { start, end: scan.at }
  if (!count(scan, span)) return null
  if (quoted === null && hasStarInside(text)) return report(scan, span, problems.starInside, literally(text))
  const words = wordsOf(text)
  return words.length === 0 ? report(scan, span, problems.noWord, '') : { kind: 'words', words, isPrefix }
}

const hasStarInside = (text: string) => text.slice(0, -1).includes('*')

/** Takes `body.path:` or `body."path":`; null when something else stands here. */
function takePath(scan: Scan): string | null {
  const [, bare, quoted] = take(scan, bodyName) ?? []
  return bare ?? (quoted === undefined ? null : unquoted(quoted))
}

function readField(scan: Scan, name: string, start: number): Query | null {
  const nameSpan = { start, end: scan.at - 1 }
  const items = takeItems(scan)
  const field = fieldOf(name)
  if (field === null) {
    const near = nearestName(name)
    if (near !== null) return report(scan, nameSpan, problems.unknownField(name, near), near)
    const whole = { start, end: scan.at }
    return report(scan, whole, problems.unknownField(name, near), literally(scan.text.slice(start, scan.at)))
  }
  if (!areWhole(scan, items, name, start)) return null
  if (items.length === 1 && isStar(items[0])) return readExists(scan, field, { start, end: scan.at })
  if (isTextField(field)) return { kind: 'field', field, values: valuesOf(items, columnCharactersMax) }
  return readers[field](scan, items, { start, end: scan.at })
}

const isStar = (item: Item | undefined) => item?.text === '' && item.isPrefix && !item.isQuoted

/** Whether each value is there and has its star, if any, at its end. */
function areWhole(scan: Scan, items: readonly Item[], name: string, start: number): boolean {
  const span = { start, end: scan.at }
  const isMissing = items.length === 0 || scan.text[scan.at - 1] === ','
  const isEmpty = items.some((item) => item.text === '' && !(items.length === 1 && isStar(item)))
  if (isMissing || isEmpty)
    report(scan, span, problems.valueMissing(name), withValue(scan.text.slice(start, scan.at)))
  const starred = items.find((item) => !item.isQuoted && item.text.includes('*'))
  if (starred !== undefined)
    report(scan, starred, problems.starInside, literally(scan.text.slice(starred.start, starred.end)))
  return !isMissing && !isEmpty && starred === undefined
}

const valuesOf = (items: readonly Item[], charactersMax = Infinity): Value[] =>
  items.map(({ text, isPrefix }) => ({ text: text.slice(0, charactersMax), isPrefix }))

function readExists(scan: Scan, field: FieldName, span: Span): Query | null {
  if (field === 'id' || field === 'time') return report(scan, span, problems.existsNotHere, '')
  return { kind: 'exists', field: field === 'ip' ? 'address' : field }
}

type Reader = (scan: Scan, items: readonly Item[], span: Span) => Query | null

const readers: Readonly<Record<'outcome' | 'flag' | 'ip' | 'id' | 'time', Reader>> = {
  outcome: (scan, items) => {
    const values = each(
      scan,
      items,
      outcomeOf,
      (text) => problems.unknownValue(text, outcomeNames),
      nearOf(outcomeNames),
    )
    return values === null ? null : { kind: 'outcome', values }
  },
  flag: (scan, items) => {
    const flagOf = (text: string) => flagNames.find((name) => name === text.toLowerCase()) ?? null
    const values = each(
      scan,
      items,
      flagOf,
      (text) => problems.unknownValue(text, flagNames),
      nearOf(flagNames),
    )
    return values === null ? null : { kind: 'flag', values }
  },
  ip: (scan, items) => {
    const ranges = each(scan, items, addressRange, problems.notAddress, networkOf)
    return ranges === null ? null : { kind: 'address', ranges }
  },
  id: (scan, items) => {
    const ids = each(scan, items, idOf, problems.notId)
    return ids === null ? null : { kind: 'id', ids }
  },
  time: (scan, [item, more], span) => {
    const { context } = scan
    if (context !== null && scan.clock === undefined) scan.clock = clockOf(context)
    if (context !== null && scan.clock === null) return report(scan, span, problems.notZone(context.zone))
    const isOne = item !== undefined && !item.isPrefix && more === undefined
    const range = !isOne ? null : scan.clock ? readTime(item.text, scan.clock) : anyTime
    const written = scan.text.slice(span.start, span.end)
    if (range === null) return report(scan, span, problems.notTime(written), timeMeant(written))
    scan.times.push({ ...span, range })
    return null
  },
}

const nearOf = (known: readonly string[]) => (text: string) => nearestName(text, known)
const anyTime: TimeRange = { from: null, to: null }

/** Every item read, or null when one cannot be. */
function each<T>(
  scan: Scan,
  items: readonly Item[],
  read: (text: string) => T | null,
  problem: (text: string) => ReturnType<typeof problems.notId>,
  meant: (text: string) => string | null = () => null,
): T[] | null {
  const found = items.map((item) => {
    const value = item.isPrefix ? null : read(item.text)
    return value ?? report(scan, item, problem(item.text), meant(item.text))
  })
  return found.every((value) => value !== null) ? found : null
}

const german: Readonly<Record<string, OutcomeName>> = {
  erfolg: 'success',
  fehlschlag: 'failure',
  unbekannt: 'unknown',
}

function outcomeOf(text: string): OutcomeName | null {
  const word = text.toLowerCase()
  return (
    outcomeNames.find((name) => name === word) ??
    (Object.hasOwn(german, word) ? (german[word] ?? null) : null)
  )
}

function idOf(text: string): string | null {
  const id = parseEventId(text)
  return id === null ? null : eventId(id.batch, id.place)
}

function readPath(scan: Scan, path: string, start: number): Query | null {
  const items = takeItems(scan)
  if (!areWhole(scan, items, `body.${path}`, start)) return null
  if (items.length === 1 && isStar(items[0])) return { kind: 'present', path }
  const compared = items.find((item) => !item.isQuoted && /^[<>]/.test(item.text))
  if (compared === undefined) return { kind: 'path', path, values: valuesOf(items) }
  const [, op, operand] = /^([<>]=?)(.*)$/.exec(compared.text) ?? []
  const value = numberOf(operand ?? '')
  if (value === null || items.length > 1 || compared.isPrefix)
    return report(scan, compared, problems.notNumber(operand ?? ''))
  return { kind: 'compare', path, op: op as Comparison, value }
}
