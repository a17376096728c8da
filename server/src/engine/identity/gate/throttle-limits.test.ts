import fc from 'fast-check'
import { expect, test } from 'vitest'
import { minute } from '../../../kernel/clock.ts'
import { delayAfter, remaining, throttleKeepMs, throttleLimits } from './throttle-limits.ts'

const limits = fc.constantFrom(...Object.values(throttleLimits))
const failures = fc.nat(200)

test('the first failures are free, then delays grow and never pass the longest', () => {
  fc.assert(
    fc.property(limits, failures, (each, count) => {
      const [delay, next] = [delayAfter(count, each), delayAfter(count + 1, each)]
      expect(delay === 0).toBe(count < each.free)
      expect(next).toBeGreaterThanOrEqual(delay)
      expect(delay).toBeLessThanOrEqual(each.delayMsMax)
      if (delay > 0 && delay < each.delayMsMax) expect(next).toBeGreaterThan(delay)
    }),
  )
})

test('the longest delay is reached before counting stops, and no victim waits longer than a quarter of an hour', () => {
  for (const each of Object.values(throttleLimits)) {
    expect(delayAfter(each.failuresMax, each)).toBe(each.delayMsMax)
    expect(each.delayMsMax).toBe(15 * minute)
  }
})

test('waiting forgets, more waiting never less, and a clock set back nothing', () => {
  fc.assert(
    fc.property(
      limits,
      failures,
      fc.integer({ min: -1e9, max: 1e9 }),
      fc.nat(1e8),
      (each, count, ms, more) => {
        const left = remaining(count, ms, each)
        expect(left).toBeGreaterThanOrEqual(0)
        expect(left).toBeLessThanOrEqual(count)
        expect(remaining(count, ms + more, each)).toBeLessThanOrEqual(left)
        if (ms < each.forgetMs) expect(left).toBe(count)
      },
    ),
  )
})

test('a row that is removed for its age had nothing left to say', () => {
  for (const each of Object.values(throttleLimits)) {
    expect(remaining(each.failuresMax, throttleKeepMs, each)).toBe(0)
    expect(each.delayMsMax).toBeLessThan(throttleKeepMs)
  }
})

test('who guesses on and on gets at most 100 guesses a day at an account from unknown devices', () => {
  const each = throttleLimits.account
  let [count, now, guesses] = [each.failuresMax, 0, 0]
  for (; now < throttleKeepMs; guesses++) {
    const delay = delayAfter(count, each)
    now += delay
    count = Math.min(each.failuresMax, remaining(count, delay, each) + 1)
  }
  expect(guesses).toBeLessThanOrEqual(100)
})
