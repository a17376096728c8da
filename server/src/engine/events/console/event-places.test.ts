import { expect, test } from 'vitest'
import { placeOf } from './event-places.ts'

test('finds where a value stands, the shortest way first', () => {
  const body = { a: { b: { name: 'anna' } }, actor: { name: 'anna' }, list: [{ id: 7 }], padded: ' x ' }
  expect(placeOf(body, 'anna')).toBe('actor.name')
  expect(placeOf(body, '7')).toBe('list.0.id')
  expect(placeOf(body, 'x')).toBe('padded')
  expect(placeOf(body, 'bert')).toBe(null)
  expect(placeOf('anna', 'anna')).toBe(null)
})

test('gives up in a body that is too deep or too large, rather than not at all', () => {
  let deep: object = { name: 'anna' }
  for (let depth = 0; depth < 10_000; depth++) deep = { deep }
  expect(placeOf(deep, 'anna')).toBe(null)
  const large = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`n${index}`, index]))
  expect(placeOf(large, '9999')).toBe(null)
})
