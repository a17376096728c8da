import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hour, second } from '../../../kernel/clock.ts'
import { retryAfter, waitMs } from './backoff.ts'

test('doubles up to four hours, with full jitter between a second and that', () => {
  expect([1, 2, 3, 4].map((tries) => waitMs(tries, () => 0.999_999, null))).toEqual(
    [5, 10, 20, 40].map((s) => s * second),
  )
  expect(waitMs(50, () => 0.999_999_99, null)).toBe(4 * hour)
  expect(waitMs(7, () => 0, null)).toBe(second)
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1e6 }),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (tries, share) => {
        const wait = waitMs(tries, () => share, null)
        expect(wait).toBeGreaterThanOrEqual(second)
        expect(wait).toBeLessThanOrEqual(4 * hour)
      },
    ),
  )
})

test('waits at least as long as the receiver asks, within four hours', () => {
  expect(waitMs(1, () => 0, 90 * second)).toBe(90 * second)
  expect(waitMs(1, () => 0, 1_000 * hour)).toBe(4 * hour)
  const now = Date.parse('2026-01-01T00:00:00Z')
  expect(retryAfter('120', now)).toBe(120 * second)
  expect(retryAfter('Thu, 01 Jan 2026 00:01:00 GMT', now)).toBe(60 * second)
  expect(retryAfter('Wed, 31 Dec 2025 00:00:00 GMT', now)).toBe(0)
  for (const none of [undefined, '', 'soon', '-5', '1e9999'])
    expect([none, retryAfter(none, now)]).toEqual([none, null])
})
