import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { follow, missingCount, type Run, type Sequence } from './sequence.ts'

const now = 1_000
const later = now + 60_000
const runs = (...numbers: readonly (number | Run)[]): Run[] =>
  numbers.map((each) => (typeof each === 'number' ? [each, each] : each))
const ranges = (sequence: Sequence | null) => sequence?.missing.map(({ from, to }) => [from, to])

describe('a sequence', () => {
  it('begins wherever it is first heard', () => {
    expect(follow(null, runs(41), now)).toEqual({ highest: 41, began: now, earlier: null, missing: [] })
    expect(follow(null, [], now)).toBeNull()
  })

  it('notices what is missing, and that it came after all', () => {
    const gap = follow(null, runs([1, 10], [14, 20]), now)
    expect(gap?.missing).toEqual([{ from: 11, to: 13, since: now, closed: false }])
    expect(ranges(follow(gap, runs(12), 2_000))).toEqual([
      [11, 11],
      [13, 13],
    ])
    expect(ranges(follow(gap, runs([11, 13]), 2_000))).toEqual([])
  })

  it('takes a count that begins anew for a restart, and keeps what was missing before', () => {
    const before = follow(null, runs([1, 500], [510, 900]), now)
    const restarted = follow(follow(before, runs([1, 5]), later), runs([7, 9]), later + 60_000)
    expect(restarted?.highest).toBe(9)
    expect(restarted?.missing).toEqual([
      { from: 501, to: 509, since: now, closed: true },
      { from: 6, to: 6, since: later + 60_000, closed: false },
    ])
  })

  it('takes a repetition from the beginning for none, once the old count goes on', () => {
    const before = follow(null, runs([1, 900]), now)
    const repeated = follow(before, runs([1, 50]), later)
    expect(follow(repeated, runs([901, 950]), later)).toMatchObject({ highest: 950, missing: [] })
  })

  it('takes a huge jump for another way of counting', () => {
    const before = follow(null, runs([1, 10]), now)
    expect(ranges(follow(before, runs(5_000_000), now))).toEqual([])
  })

  it('keeps a bounded number of gaps', () => {
    const every = Array.from({ length: 3_000 }, (_, n): Run => [n * 2, n * 2])
    expect(follow(null, every, now)?.missing).toHaveLength(2_000)
  })

  it('loses nothing where servers take turns', () => {
    const of = (server: number) =>
      Array.from({ length: 900 }, (_, n): Run => [n * 3 + server, n * 3 + server])
    for (const order of [
      [0, 1, 2],
      [2, 1, 0],
    ]) {
      const sequence = order.reduce<Sequence | null>(
        (before, server) => follow(before, of(server), now),
        null,
      )
      expect(sequence).toMatchObject({ highest: 2_699, missing: [] })
      // The same again after the sender began anew.
      const anew = order.reduce((before, server) => follow(before, of(server), later), sequence)
      expect(anew?.missing).toEqual([])
    }
  })

  it('finds exactly what never came, in whatever order and parts the rest did', () => {
    const shuffled = fc
      .uniqueArray(fc.integer({ min: 2, max: 60 }), { minLength: 1, maxLength: 30 })
      .chain((lost) => {
        const sent = Array.from({ length: 61 }, (_, n) => n).filter((n) => n > 1 && !lost.includes(n))
        return fc.record({
          lost: fc.constant(lost),
          order: fc.shuffledSubarray(sent, { minLength: sent.length, maxLength: sent.length }),
          parts: fc.integer({ min: 1, max: 7 }),
        })
      })
    fc.assert(
      fc.property(shuffled, ({ lost, order, parts }) => {
        let sequence = follow(null, runs(1, 61), now)
        for (let from = 0; from < order.length; from += parts)
          sequence = follow(sequence, runs(...order.slice(from, from + parts)), now)
        const missing = sequence?.missing.flatMap(({ from, to }) =>
          Array.from({ length: to - from + 1 }, (_, n) => from + n),
        )
        expect(missing).toEqual(lost.toSorted((one, other) => one - other))
        expect(missingCount(sequence?.missing ?? [])).toBe(lost.length)
      }),
    )
  })
})
