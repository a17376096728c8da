import type { Filter } from '../filter/filter.ts'
import { matches, type Element } from '../filter/matches.ts'
import { scimProblem } from '../scim-problem.ts'

interface Change {
  readonly op: 'add' | 'replace' | 'remove'
  /** Which values; null: all. */
  readonly filter: Filter | null
  readonly sub: string | null
  readonly value: unknown
}

/** Changes the values of a multi-valued attribute. Throws a SCIM problem. */
export function patchMultiple(resource: Record<string, unknown>, name: string, change: Change): void {
  const { op, filter, sub, value } = change
  const before = Array.isArray(resource[name]) ? (resource[name] as Element[]) : []
  if (sub !== null) resource[name] = patchParts(before, name, { ...change, sub })
  else if (filter !== null) resource[name] = patchMatching(before, name, { ...change, filter })
  else if (op === 'add') resource[name] = distinct([...before, ...elements(name, value)])
  else if (op === 'replace') resource[name] = distinct(elements(name, value ?? []))
  else resource[name] = value === undefined || value === null ? [] : without(before, elements(name, value))
}

function patchMatching(
  before: readonly Element[],
  name: string,
  { op, filter, value }: Change & { readonly filter: Filter },
): Element[] {
  if (op === 'remove') return before.filter((each) => !matches(filter, each))
  const [wanted, ...more] = elements(name, value)
  if (wanted === undefined || more.length > 0)
    throw scimProblem('invalidValue', `${name}[…] takes one object.`)
  if (!before.some((each) => matches(filter, each))) {
    if (op === 'replace') throw scimProblem('noTarget', `No value of ${name} fits the filter.`)
    return distinct([...before, { ...impliedBy(filter), ...wanted }])
  }
  return distinct(before.map((each) => (matches(filter, each) ? { ...each, ...wanted } : each)))
}

/** Changes one part of the values: `emails[type eq "work"].value`. */
function patchParts(
  before: readonly Element[],
  name: string,
  { op, filter, sub, value }: Change & { readonly sub: string },
): Element[] {
  const fits = (each: Element) => filter === null || matches(filter, each)
  if (op === 'remove') {
    return before.map((each) =>
      fits(each) ? Object.fromEntries(Object.entries(each).filter(([key]) => key !== sub)) : each,
    )
  }
  if (before.some(fits)) return before.map((each) => (fits(each) ? { ...each, [sub]: value } : each))
  // Entra ID replaces parts of values that are not there yet and expects them to be made.
  if (filter === null) throw scimProblem('noTarget', `${name} has no value whose ${sub} could be set.`)
  return [...before, { ...impliedBy(filter), [sub]: value }]
}

/** What a value must hold to fit: `type eq "work"` gives { type: 'work' }. */
function impliedBy(filter: Filter): Element {
  if (filter.kind === 'and') return { ...impliedBy(filter.left), ...impliedBy(filter.right) }
  if (filter.kind === 'compare' && filter.operator === 'eq') return { [filter.path.name]: filter.value }
  throw scimProblem('noTarget', 'No value fits the filter.')
}

function elements(name: string, value: unknown): Element[] {
  const list: unknown[] = Array.isArray(value) ? value : [value]
  return list.map((each) => {
    if (typeof each === 'string') return { value: each }
    if (typeof each === 'object' && each !== null && !Array.isArray(each)) return lettered(name, each)
    throw scimProblem('invalidValue', `A value of ${name} is an object such as { "value": "…" }.`)
  })
}

/** The standard has five; whoever compares values looks through all. */
const partsMax = 20

/** `Value` is `value`; other parts keep their letters. */
function lettered(name: string, each: object): Element {
  const parts = Object.entries(each)
  if (parts.length > partsMax) {
    throw scimProblem('tooMany', `A value of ${name} has at most ${partsMax} parts.`)
  }
  return Object.fromEntries(
    parts.map(([key, part]: [string, unknown]) => [key.toLowerCase() === 'value' ? 'value' : key, part]),
  )
}

/** Later values win over earlier ones of the same `value`. */
function distinct(list: readonly Element[]): Element[] {
  const byValue = new Map<unknown, Element>()
  for (const each of list) byValue.set(each['value'] ?? each, each)
  return [...byValue.values()]
}

function without(list: readonly Element[], gone: readonly Element[]): Element[] {
  const values = new Set(gone.map((each) => each['value']))
  return list.filter((each) => !values.has(each['value']))
}
