import fc from 'fast-check'
import { expect, it } from 'vitest'
import { typedOf, valueOf, valuesOf } from './parameter-values.ts'

it.each([
  ['30', 1, 30],
  [' 0,5 ', 1, 0.5],
  ['0.5', 1, 0.5],
  ['0', 1, null],
  ['-3', 1, null],
  ['1e3', 1, null],
  ['', 1, null],
  ['  Frankfurt ', 'Berlin', 'Frankfurt'],
  [' ', 'Berlin', null],
  ['TLS 1.2,TLS 1.3 , ', ['TLS 1.3'], ['TLS 1.2', 'TLS 1.3']],
  [',', ['TLS 1.3'], null],
])('"%s" where %j stands is %j', (typed, like, expected) => {
  expect(valueOf(typed, like)).toEqual(expected)
})

it('what is shown for editing is read back as the same value', () => {
  const entry = fc.stringMatching(/^[A-Za-z0-9.][A-Za-z0-9 .]{0,10}[A-Za-z0-9.]$/)
  const value = fc.oneof(
    fc.integer({ min: 1, max: 1e9 }),
    entry,
    fc.array(entry, { minLength: 1, maxLength: 5 }),
  )
  fc.assert(
    fc.property(value, (like) => {
      expect(valueOf(typedOf(like), like)).toEqual(like)
    }),
  )
})

it('keeps what nobody touched, and gives nothing while one value is wrong', () => {
  const known = { days: 30, place: 'Berlin' }
  expect(valuesOf({ days: '90' }, known)).toEqual({ days: 90, place: 'Berlin' })
  expect(valuesOf({ days: 'x' }, known)).toBeNull()
})
