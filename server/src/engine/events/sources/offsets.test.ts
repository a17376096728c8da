import fc from 'fast-check'
import { expect, it } from 'vitest'
import { addOffsets, bucketOf, countOf, medianOf, offsetsSchema, type Offsets } from './offsets.ts'

const offsetsOf = (all: readonly number[]): Offsets => {
  const counts: Record<string, number> = {}
  for (const each of all) counts[bucketOf(each)] = (counts[bucketOf(each)] ?? 0) + 1
  return counts
}

it('has no median of nothing', () => {
  expect(medianOf({})).toBeNull()
})

it('finds the median within 3 %, and both halves together what all would give', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -4e11, max: 4e11 }), { minLength: 1, maxLength: 99 }),
      fc.nat(99),
      (all, cut) => {
        const exact = all.toSorted((one, other) => one - other)[Math.ceil(all.length / 2) - 1] as number
        const together = addOffsets(offsetsOf(all.slice(0, cut)), offsetsOf(all.slice(cut)))
        expect(offsetsSchema.parse(together)).toEqual(offsetsOf(all))
        expect(countOf(together)).toBe(all.length)
        expect(Math.abs((medianOf(together) as number) - exact)).toBeLessThanOrEqual(
          1 + Math.abs(exact) * 0.03,
        )
      },
    ),
  )
})

it('stays small whatever a clock says', () => {
  fc.assert(
    fc.property(fc.double({ min: -1e16, max: 1e16, noNaN: true }), (offset) => {
      expect(Math.abs(bucketOf(offset))).toBeLessThan(1_000)
    }),
  )
})
