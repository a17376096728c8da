import { expect, test } from 'vitest'
import { judgeIsolation, judgeSearch } from './judge-search.ts'
import type { IsolationTry } from './try-isolation.ts'
import type { SearchObserved, SearchTry } from './try-search.ts'

const found: SearchTry = { way: 'word', foundMs: 300, lookedMs: 300, others: 0 }
const refused: IsolationTry = { way: 'search by word', seen: false, status: 404, control: true }
const good: SearchObserved = {
  tries: [found, { ...found, way: 'actor', foundMs: 1_240, lookedMs: 1_240 }],
  unsent: { searches: 2, finding: 0 },
  isolation: [refused, { ...refused, way: 'export' }],
}
const search = (change: Partial<SearchObserved>) => judgeSearch({ ...good, ...change }, { minutes: 5 })
const isolation = (tries: readonly IsolationTry[]) => judgeIsolation({ ...good, isolation: tries })

test('search: everything found in time, with the longest time', () => {
  const finding = search({})
  expect(finding).toMatchObject({ verdict: 'holds', population: { checked: 2, total: 2 } })
  expect(finding.observed.de).toContain('1,2 Sekunden')
  expect(finding.observed.en).toContain('1.2 seconds')
})

test('search: missing for the whole time, and found too late, fail', () => {
  for (const late of [
    { ...found, foundMs: null, lookedMs: 300_000 },
    { ...found, foundMs: 300_001, lookedMs: 300_001 },
  ])
    expect(search({ tries: [found, late] })).toMatchObject({
      verdict: 'fails',
      code: 'not-found-in-time',
      population: { checked: 1, total: 2 },
    })
})

test('search: missing for less than the time says nothing, nor does an empty run', () => {
  expect(search({ tries: [found, { ...found, foundMs: null, lookedMs: 299_000 }] }).verdict).toBe('unknown')
  expect(search({ tries: [] }).verdict).toBe('unknown')
})

test('search: finding what does not match fails', () => {
  expect(search({ tries: [{ ...found, others: 1 }] })).toMatchObject({
    verdict: 'fails',
    code: 'found-too-much',
  })
  expect(search({ unsent: { searches: 2, finding: 1 } }).code).toBe('found-too-much')
})

test('isolation: nobody else sees it; one who does is enough to fail, whatever the control says', () => {
  expect(isolation(good.isolation)).toMatchObject({ verdict: 'holds', population: { checked: 2, total: 2 } })
  expect(isolation([refused, { ...refused, seen: true, status: 200, control: false }])).toMatchObject({
    verdict: 'fails',
    population: { checked: 1, total: 2 },
  })
})

test('isolation: without a control that succeeds, or an answer, nothing is known', () => {
  expect(isolation([refused, { ...refused, control: false }]).verdict).toBe('unknown')
  for (const status of [400, 401, 429, 503])
    expect(isolation([refused, { ...refused, status }])).toMatchObject({
      verdict: 'unknown',
      population: { checked: 1, total: 2 },
    })
  expect(isolation([]).verdict).toBe('unknown')
})
