import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Status } from 'nachweis-verify'
import { barPaths, dayStatus, runs } from './runs.ts'

const day = (part: Partial<Record<Status, number>>) => ({
  day: '2026-01-01',
  holding: 0,
  failing: 0,
  stale: 0,
  unknown: 0,
  ...part,
})

test('a moment of failing or staleness marks the day, a moment without evidence does not', () => {
  expect(dayStatus(day({ holding: 86_399_999, failing: 1 }))).toBe('failing')
  expect(dayStatus(day({ holding: 86_399_999, stale: 1 }))).toBe('stale')
  expect(dayStatus(day({ holding: 80_000_000, unknown: 6_400_000 }))).toBe('holding')
  expect(dayStatus(day({ holding: 6_400_000, unknown: 80_000_000 }))).toBe('unknown')
  expect(dayStatus(day({}))).toBe('unknown')
})

test('runs cover every cell once, in order, and neighbours differ', () => {
  const status = fc.constantFrom<Status>('holding', 'failing', 'stale', 'unknown')
  fc.assert(
    fc.property(fc.array(status, { maxLength: 120 }), fc.nat(30), (statuses, offset) => {
      const found = runs(statuses, offset)
      const cells = found.flatMap((run) =>
        Array.from({ length: run.length }, (_, i) => [run.from + i, run.status]),
      )
      expect(cells).toEqual(statuses.map((each, i) => [offset + i, each]))
      expect(found.some((run, i) => run.status === found[i + 1]?.status)).toBe(false)
    }),
  )
})

test('a run is one line, a status one path', () => {
  const found = runs(['holding', 'holding', 'failing', 'holding'])
  expect(barPaths(found, { width: 2, pitch: 3 })).toEqual([
    { status: 'holding', d: 'M0 11h5M9 11h2' },
    { status: 'failing', d: 'M6 13.5h2' },
  ])
})
