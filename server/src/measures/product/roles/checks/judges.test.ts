import { expect, test } from 'vitest'
import type { Surprise, Tried } from '../every-route.ts'
import { judgeAdministration } from './administration.ts'
import { judgeLimited } from './limited.ts'

const surprise = (expected: Surprise['expected']): Surprise => ({
  who: 'member',
  route: 'GET /api/v1/organisations/{organisation}/people',
  organisation: 'other',
  expected,
  status: 200,
  reason: null,
})
const tried: Tried = { calls: 10, refused: 6, routes: 5, surprises: [] }
const limited = (change: Partial<Tried>) => judgeLimited({ tried: { ...tried, ...change }, functions: [] })

test('limited: as the matrix says', () => {
  expect(limited({})).toMatchObject({ verdict: 'holds', population: { checked: 10, total: 10 } })
})

test('limited: one open door fails and is named', () => {
  const finding = limited({ surprises: [surprise('refused')] })
  expect(finding).toMatchObject({
    verdict: 'fails',
    code: 'not-refused',
    population: { checked: 9, total: 10 },
  })
  expect(finding.observed.de).toContain('member: GET /api/v1/organisations')
})

test('limited: a door that is shut for its own people fails too', () => {
  expect(limited({ surprises: [surprise('allowed')] })).toMatchObject({
    verdict: 'fails',
    code: 'refused-wrongly',
  })
})

test('limited: nothing refused, or nothing tried, says nothing', () => {
  expect(limited({ refused: 0 }).verdict).toBe('unknown')
  expect(limited({ routes: 0 }).verdict).toBe('unknown')
})

test('administration: every function', () => {
  const done = { name: 'invite', done: true, status: 200, reason: null }
  const refused = { name: 'delete', done: false, status: 403, reason: 'not-permitted' }
  expect(judgeAdministration({ tried, functions: [done, done] }).verdict).toBe('holds')
  expect(judgeAdministration({ tried, functions: [done, refused] })).toMatchObject({
    verdict: 'fails',
    population: { checked: 1, total: 2 },
  })
  expect(judgeAdministration({ tried, functions: [] }).verdict).toBe('unknown')
})
