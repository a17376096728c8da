import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addTerm, removeTerm, termOf } from './edit.ts'
import type { FieldName } from './fields.ts'
import { parse } from './parse.ts'
import { context, query } from './testing/arbitrary.ts'

const term = (field: FieldName, value: string) => {
  const found = termOf(field, value)
  if (found === null) throw new Error(`${field} cannot be ${value}`)
  return found
}
const anna = term('actor', 'anna')

test('a value of a facet is a term', () => {
  expect(termOf('actor', 'a "b" *')).toEqual({
    kind: 'field',
    field: 'actor',
    values: [{ text: 'a "b" *', isPrefix: false }],
  })
  expect(termOf('outcome', 'failure')).toEqual({ kind: 'outcome', values: ['failure'] })
  expect(termOf('outcome', 'nonsense')).toBeNull()
  expect(termOf('actor', '')).toBeNull()
})

describe('adding', () => {
  test.each([
    ['', 'actor:anna'],
    ['  time:24h  ', 'time:24h actor:anna'],
    ['akteur:Bob UND zeit:gestern', 'akteur:Bob zeit:gestern actor:anna'],
    ['a OR b', '(a OR b) actor:anna'],
    ['(a OR b) (c)', '(a OR b) (c) actor:anna'],
    ['x actor:ANNA time:24h', 'x actor:ANNA time:24h'],
    ['x -actor:anna time:24h', 'x time:24h actor:anna'],
    ['time:2026-11-01..today', 'time:2026-11-01..today actor:anna'],
    ['broken (', 'broken ( actor:anna'],
  ])('to %j is %j', (written, expected) => expect(addTerm(written, anna)).toBe(expected))

  test('a negation takes the place of what it denies', () => {
    expect(addTerm('x actor:Anna', { kind: 'not', part: anna })).toBe('x -actor:anna')
  })

  test('names of body fields differ by case', () => {
    const upper = { kind: 'present', path: 'A' } as const
    expect(addTerm('body.a:*', upper)).toBe('body.a:* body.A:*')
  })
})

describe('removing', () => {
  test.each([
    ['actor:anna', ''],
    ['x AND Akteur:"Anna" time:24h', 'x time:24h'],
    ['(actor:anna) x', 'x'],
    ['x OR actor:anna', 'x OR actor:anna'],
    ['x -actor:anna', 'x -actor:anna'],
    ['x UND y', 'x UND y'],
    ['actor:anna (', 'actor:anna ('],
  ])('from %j leaves %j', (written, expected) => expect(removeTerm(written, anna)).toBe(expected))
})

test('what was added is there, and goes again', () => {
  const written = fc.constantFrom('', 'x', 'x y', 'a OR b', '-(a b)', 'time:24h', '"q" NOT (actor:b OR c)')
  fc.assert(
    fc.property(
      written,
      query.filter(({ kind }) => kind !== 'and'),
      (before, added) => {
        const after = addTerm(before, added)
        const { query: read, problems } = parse(after, context)
        fc.pre(problems.every(({ message }) => !/ (50|10|2000) /.test(message.en)))
        expect(problems).toEqual([])
        const parts = read?.kind === 'and' ? read.parts : [read]
        expect(parts).toContainEqual(added)
        const gone = parse(removeTerm(after, added), context).query
        expect(gone?.kind === 'and' ? gone.parts : [gone]).not.toContainEqual(added)
      },
    ),
    { numRuns: 1_000 },
  )
})
