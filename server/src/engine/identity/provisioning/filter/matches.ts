import type { Filter, Literal, Operator } from './filter.ts'

/** One value of a multi-valued attribute: `{ type: 'work', value: 'a@b.example' }`. */
export type Element = Readonly<Record<string, unknown>>

/** Whether a value fits the filter of a value path; strings compare without case, missing parts are null. */
export function matches(filter: Filter, element: Element): boolean {
  switch (filter.kind) {
    case 'compare':
      return compares(filter.operator, part(element, filter.path.name), filter.value)
    case 'present':
      return part(element, filter.path.name) !== null
    case 'and':
      return matches(filter.left, element) && matches(filter.right, element)
    case 'or':
      return matches(filter.left, element) || matches(filter.right, element)
    case 'not':
      return !matches(filter.filter, element)
    case 'values':
      return false
  }
}

function part(element: Element, name: string): unknown {
  const key = Object.keys(element).find((each) => each.toLowerCase() === name.toLowerCase())
  return key === undefined ? null : (element[key] ?? null)
}

const fold = (value: unknown) => (typeof value === 'string' ? value.toLowerCase() : value)

function compares(operator: Operator, have: unknown, want: Literal): boolean {
  const a = fold(have)
  const b = fold(want)
  if (operator === 'eq') return a === b
  if (operator === 'ne') return a !== b
  if (typeof a === 'number' && typeof b === 'number') return ordered(operator, a - b)
  if (typeof a !== 'string' || typeof b !== 'string') return false
  if (operator === 'co') return a.includes(b)
  if (operator === 'sw') return a.startsWith(b)
  if (operator === 'ew') return a.endsWith(b)
  return ordered(operator, a < b ? -1 : Number(a > b))
}

function ordered(operator: Operator, sign: number): boolean {
  if (operator === 'gt') return sign > 0
  if (operator === 'ge') return sign >= 0
  if (operator === 'lt') return sign < 0
  return operator === 'le' && sign <= 0
}
