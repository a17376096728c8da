import fc from 'fast-check'
import { expect, test } from 'vitest'
import { eventId, parseEventId } from './event.ts'

test('an event has one id, read as it is written', () => {
  const part = (max: number) => fc.integer({ min: 0, max })
  fc.assert(
    fc.property(part(Number.MAX_SAFE_INTEGER), part(999_999), (batch, place) => {
      expect(parseEventId(eventId(batch, place))).toEqual({ batch, place })
    }),
  )
  const odd = fc.string({ unit: fc.constantFrom(...'0179.+- e'.split('')), maxLength: 8 })
  fc.assert(
    fc.property(odd, (id) => {
      const read = parseEventId(id)
      if (read !== null) expect(eventId(read.batch, read.place)).toBe(id)
    }),
    { numRuns: 5_000 },
  )
})

test.each([
  '7.01',
  '07.1',
  '7.',
  '.1',
  '7',
  '+7.1',
  '7.1 ',
  '7.1\n',
  '9007199254740993.1',
  '9999999999999999.1',
  '7.1000000',
])('%j is none', (id) => expect(parseEventId(id)).toBe(null))
