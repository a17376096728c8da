import { addressBytes, isInRange } from './address.ts'
import type { Comparison, ExistsField, Query, TextField, Value } from './ast.ts'
import { bodyValues } from './body-values.ts'
import type { ResolvedQuery } from './resolve.ts'
import { fold } from './fold.ts'
import { numberOf } from './number.ts'
import { wordsOf } from './words.ts'

/** An event as the contract shows it, and `text`: the `bodyText` of its stored JSON. */
export interface SearchedEvent {
  readonly id: string
  readonly organisation: string
  readonly source: { readonly id: string }
  readonly dataType: string
  readonly purpose: string
  readonly actor: string | null
  readonly action: string | null
  readonly target: string | null
  readonly session: string | null
  readonly outcome: string
  readonly address: string | null
  readonly flags: readonly string[]
  readonly body: unknown
  readonly text: string
}

/** Whether an event is what a query says; null, every event is. */
export const matches = (query: ResolvedQuery | null, event: SearchedEvent): boolean => matcher(query)(event)

/** The same for many events: made once a query. */
export function matcher(query: ResolvedQuery | null): (event: SearchedEvent) => boolean {
  if (query === null) return () => true
  const test = testOf(query)
  return (event) => test({ event, words: null })
}

/** An event, and its words once they were needed. */
interface Looked {
  readonly event: SearchedEvent
  words: readonly string[] | null
}

type Test = (looked: Looked) => boolean

function testOf(query: Query): Test {
  switch (query.kind) {
    case 'and':
    case 'or': {
      const tests = query.parts.map(testOf)
      return query.kind === 'and'
        ? (looked) => tests.every((test) => test(looked))
        : (looked) => tests.some((test) => test(looked))
    }
    case 'not': {
      const test = testOf(query.part)
      return (looked) => !test(looked)
    }
    case 'field': {
      const isOne = textTest(query.values)
      return ({ event }) => isOne(columnOf(event, query.field))
    }
    case 'exists':
      return ({ event }) => exists(event, query.field)
    case 'outcome':
      return ({ event }) => (query.values as readonly string[]).includes(event.outcome)
    case 'flag':
      return ({ event }) => query.values.some((flag) => event.flags.includes(flag))
    case 'id':
      return ({ event }) => query.ids.includes(event.id)
    case 'address':
      return ({ event }) => {
        const bytes = event.address === null ? null : addressBytes(event.address)
        return bytes !== null && query.ranges.some((range) => isInRange(bytes, range))
      }
    case 'words':
      return wordsTest(query.words, query.isPrefix)
    case 'path': {
      const isOne = scalarTest(query.values)
      return ({ event }) => bodyValues(event.body, query.path).some(isOne)
    }
    case 'compare':
      return ({ event }) =>
        bodyValues(event.body, query.path).some(
          (value) => typeof value === 'number' && comparisons[query.op](value, query.value),
        )
    case 'present':
      return ({ event }) => bodyValues(event.body, query.path).some((value) => value !== null)
  }
}

const comparisons: Readonly<Record<Comparison, (a: number, b: number) => boolean>> = {
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
}

function columnOf(event: SearchedEvent, field: TextField): string | null {
  switch (field) {
    case 'source':
      return event.source.id
    case 'customer':
      return event.organisation
    case 'type':
      return event.dataType
    case 'actor':
    case 'action':
    case 'target':
    case 'session':
    case 'purpose':
      return event[field]
  }
}

function exists(event: SearchedEvent, field: ExistsField): boolean {
  if (field === 'outcome') return event.outcome !== 'unknown'
  if (field === 'flag') return event.flags.length > 0
  return (field === 'address' ? event.address : columnOf(event, field)) !== null
}

function textTest(values: readonly Value[]): (text: string | null) => boolean {
  const wanted = values.map(({ text, isPrefix }) => ({ text: fold(text), isPrefix }))
  return (text) => {
    if (text === null) return false
    const found = fold(text)
    return wanted.some((value) => (value.isPrefix ? found.startsWith(value.text) : found === value.text))
  }
}

/** Texts as in a column; numbers also by what they are worth; true, false and null by their names. */
function scalarTest(values: readonly Value[]): (value: unknown) => boolean {
  const isText = textTest(values)
  const numbers = values.map(({ text, isPrefix }) => (isPrefix ? null : numberOf(text)))
  return (value) => {
    if (typeof value === 'object' && value !== null) return false
    return (typeof value === 'number' && numbers.includes(value)) || isText(String(value))
  }
}

function wordsTest(words: readonly string[], isPrefix: boolean): Test {
  const last = words.length - 1
  return (looked) => {
    // Most events fail here, at a fraction of the cost of their words.
    if (!words.every((word) => looked.event.text.includes(word))) return false
    const found = (looked.words ??= wordsOf(looked.event.text))
    const isHere = (start: number) =>
      words.every((word, index) => {
        const other = found[start + index]
        return other === word || (isPrefix && index === last && other !== undefined && other.startsWith(word))
      })
    for (let start = 0; start + last < found.length; start++) if (isHere(start)) return true
    return false
  }
}
