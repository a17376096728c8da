import fc from 'fast-check'
import { expect, test } from 'vitest'
import { emptyTail, paused, received, resumed, retryAfterMs, tailMax, type Tail } from './search-tail.ts'

const event = (n: number) => ({ id: `${n}.0` })
const events = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => event(from + index))
const ids = (list: readonly { id: string }[]) => list.map(({ id }) => Number.parseInt(id))

test('the newest stands on top; after a reconnection nothing stands there twice', () => {
  const tail = received(received<{ id: string }>(emptyTail, events(1, 3)), events(2, 5))
  expect(ids(tail.shown)).toEqual([5, 4, 3, 2, 1])
  expect([tail.count, tail.dropped]).toEqual([5, 0])
  expect(received(tail, events(4, 5))).toBe(tail)
})

test('while it is paused the list stands still; then what waited comes on top', () => {
  const before = received<{ id: string }>(emptyTail, events(1, 2))
  const waiting = received(paused(before), events(2, 4))
  expect([ids(waiting.shown), ids(waiting.held), waiting.count]).toEqual([[2, 1], [4, 3], 4])
  expect(ids(resumed(waiting).shown)).toEqual([4, 3, 2, 1])
  expect(resumed(waiting)).toMatchObject({ held: [], isPaused: false, count: 4 })
})

test('whatever happens: newest first, none twice, bounded, and none unaccounted for', () => {
  const step = fc.oneof(fc.tuple(fc.nat(2_000), fc.nat(700)), fc.constantFrom('pause', 'resume'))
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      let tail: Tail<{ id: string }> = emptyTail
      let next = 0
      for (const each of steps) {
        if (each === 'pause') tail = paused(tail)
        else if (each === 'resume') tail = resumed(tail)
        else {
          const [, length] = each
          tail = received(tail, events(next, next + length))
          next += length + 1
        }
      }
      const all = [...ids(tail.held), ...ids(tail.shown)]
      expect(all).toEqual([...new Set(all)].toSorted((a, b) => b - a))
      expect(Math.max(tail.held.length, tail.shown.length)).toBeLessThanOrEqual(tailMax)
      expect(tail.count).toBe(next)
      expect(all.length + tail.dropped).toBe(next)
    }),
  )
})

test('a lost stream is opened again soon, then more and more slowly', () => {
  expect([0, 1, 2, 4, 5, 100].map(retryAfterMs)).toEqual([500, 1_000, 2_000, 8_000, 15_000, 15_000])
})
