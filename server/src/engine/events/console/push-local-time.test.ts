import fc from 'fast-check'
import { expect, test } from 'vitest'
import { localTime } from './push-local-time.ts'

const second = 1_000

test('what the field shows is read as the same second, in whatever zone', () => {
  // Hours that a zone lives through twice are read as one of the two: winter has none.
  const from = Date.UTC(2026, 10, 10)
  const winter = fc.integer({ min: from, max: from + 60 * 86_400 * second })
  fc.assert(
    fc.property(winter, (at) => {
      expect(Date.parse(localTime(at))).toBe(Math.floor(at / second) * second)
    }),
  )
})
