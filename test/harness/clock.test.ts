import { expect, test } from 'vitest'
import { steerableClock } from './clock.ts'

test('stands still, advances both times, sets only the wall clock', () => {
  const clock = steerableClock('2026-03-01T00:00:00.000Z')
  const start = Date.parse('2026-03-01T00:00:00.000Z')
  expect([clock.now(), clock.monotonic()]).toEqual([start, 0])
  clock.advance(1500)
  expect([clock.now(), clock.monotonic()]).toEqual([start + 1500, 1500])
  clock.set(start - 60_000)
  expect([clock.now(), clock.monotonic()]).toEqual([start - 60_000, 1500])
})

test('refuses what is not a time', () => {
  expect(() => steerableClock('yesterday')).toThrow('not a time')
})
