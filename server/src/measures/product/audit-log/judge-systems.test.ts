import { expect, test } from 'vitest'
import { hour } from '../../../kernel/clock.ts'
import { judgeCentral } from './judge-systems.ts'
import type { DeclaredSystem } from './observe-systems.ts'

const heard: DeclaredSystem = { hasOwnSource: true, silentMs: hour, paused: false }
const judge = (systems: readonly DeclaredSystem[]) =>
  judgeCentral({ systems, registered: 3, undeclared: 1 }, { hours: 24 })

test('holds when each declared system was heard, n of n', () => {
  expect(judge([heard, { ...heard, silentMs: 24 * hour }])).toMatchObject({
    verdict: 'holds',
    population: { checked: 2, total: 2 },
  })
})

test.each<[string, Partial<DeclaredSystem>]>([
  ['has no source', { hasOwnSource: false, silentMs: null }],
  ['has two sources of one name, or that of another system', { hasOwnSource: false }],
  ['was never heard', { silentMs: null }],
  ['was heard too long ago', { silentMs: 25 * hour }],
  ['is paused', { paused: true }],
])('fails when one %s', (_, change) => {
  expect(judge([heard, { ...heard, ...change }])).toMatchObject({
    verdict: 'fails',
    population: { checked: 1, total: 2 },
  })
})

test('says nothing while no system is declared', () => {
  expect(judge([]).verdict).toBe('unknown')
})
