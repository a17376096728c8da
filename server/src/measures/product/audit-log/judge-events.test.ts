import { expect, test } from 'vitest'
import { day, hour } from '../../../kernel/clock.ts'
import { judgeEventsComplete, judgeIndex, judgeKept } from './judge-events.ts'
import type { ClassAge, EventsObservation } from './observe-events.ts'

const reconciled: EventsObservation['reconciled'] = {
  size: 50_000,
  batched: 50_000,
  pending: 3,
  oldestPending: 1,
  oldestPendingAt: 0,
  oldestPendingAgeMs: 200,
  rows: 40_000,
  expired: 10_000,
  erased: 3,
  difference: 0,
  newest: 5_100,
  sampled: 200,
  equal: 5_200,
  gone: 100,
  wrong: 0,
  wrongFirst: [],
  headRefused: null,
}
const traffic: ClassAge = {
  dataType: 'traffic',
  purpose: 'fault',
  days: 7,
  oldestMs: 6.5 * day,
  oldestFreeMs: 6.5 * day,
}
const none: ClassAge = {
  dataType: 'security',
  purpose: 'security',
  days: 90,
  oldestMs: null,
  oldestFreeMs: null,
}
const index: EventsObservation['index'] = {
  rows: 40_000,
  blocks: 40,
  covered: 39_500,
  remade: 0,
  behind: 500,
  difference: 0,
  overlaps: 0,
  looked: 12,
  lookedEvents: 12_000,
  miscounted: 0,
  missed: 0,
  missedFirst: [],
}
const seen: EventsObservation = { reconciled, index, classes: [traffic, none], clockDoubtedAt: null }
const empty = {
  rows: 0,
  size: 0,
  batched: 0,
  pending: 0,
  expired: 0,
  erased: 0,
  newest: 0,
  sampled: 0,
  equal: 0,
  gone: 0,
}

test.each([
  ['holds reconciled', {}],
  ['holds reconciled', { oldestPendingAgeMs: 10_000 }],
  ['fails pending-too-long', { oldestPendingAgeMs: 10_001 }],
  ['fails counts-differ', { difference: 1 }],
  ['fails leaf-differs', { wrong: 1, wrongFirst: [7] }],
  ['fails head-refused', { headRefused: 'signature-invalid' }],
  ['unknown no-events-yet', empty],
  ['holds reconciled', { ...empty, size: 5, batched: 5, expired: 5, newest: 5, gone: 5 }],
])('events complete: %s with %j', (expected, change) => {
  const found = judgeEventsComplete({ ...seen, reconciled: { ...reconciled, ...change } }, { seconds: 10 })
  expect(`${found.verdict} ${found.code}`).toBe(expected)
})

test('says what was compared, and counts only leaves that were looked at', () => {
  const found = judgeEventsComplete(seen, { seconds: 10 })
  expect(found.population).toEqual({ checked: 5_300, total: 50_000 })
  expect(found.observed.de).toContain(
    '10000 nach Frist und 3 auf Antrag gelöschten Ereignissen gegenüber: Differenz 0',
  )
  expect(found.observed.en).toContain('and a sample of 200 older ones')
})

test.each([
  ['holds kept', traffic],
  ['holds kept', { ...traffic, oldestMs: 7 * day + 24 * hour, oldestFreeMs: 7 * day + 24 * hour }],
  ['fails older-kept', { ...traffic, oldestMs: 9 * day, oldestFreeMs: 7 * day + 24 * hour + 1 }],
  ['holds kept', { ...traffic, oldestMs: 90 * day, oldestFreeMs: day }],
  ['holds kept', { ...traffic, oldestMs: 90 * day, oldestFreeMs: null }],
])('periods: %s with %j', (expected, changed) => {
  const found = judgeKept({ ...seen, classes: [changed, none] }, { hours: 24 })
  expect(`${found.verdict} ${found.code}`).toBe(expected)
  expect(found.population).toEqual({ checked: 2, total: 2 })
})

test.each([
  ['unknown clock-doubted', traffic],
  ['fails clock-doubted', { ...traffic, oldestFreeMs: 4000 * day }],
])('periods by a clock that is doubted: %s', (expected, changed) => {
  const doubted = { ...seen, classes: [changed, none], clockDoubtedAt: Date.parse('2037-01-01T00:00:00Z') }
  const found = judgeKept(doubted, { hours: 24 })
  expect(`${found.verdict} ${found.code}`).toBe(expected)
  expect(found.observed.de).toContain('wird nichts gelöscht, nach ihr seit 2037-01-01')
})

test('the table names each class with its oldest event, and what a hold keeps', () => {
  const held = { ...traffic, oldestMs: 90 * day, oldestFreeMs: null }
  expect(judgeKept(seen, { hours: 24 }).observed).toEqual({
    de: '2 von 2 Arten von Daten halten ihre Frist ein. Ältestes Ereignis und Frist: Verkehrsdaten (Störungen) 6 von 7 Tagen; Sicherheitsereignisse (Sicherheit) keine.',
    en: '2 of 2 kinds of data keep to their period. Oldest event and period: traffic data (faults) 6 of 7 days; security events (security) none.',
  })
  expect(judgeKept({ ...seen, classes: [held] }, { hours: 24 }).observed.de).toContain(
    '90 von 7 Tagen, von einer Sperre gehalten',
  )
  expect(judgeKept({ ...seen, reconciled: { ...reconciled, ...empty } }, { hours: 24 }).verdict).toBe(
    'unknown',
  )
})

test.each([
  ['holds index-reconciled', {}],
  ['holds index-reconciled', { covered: 39_000, remade: 500 }],
  ['fails index-differs', { difference: 1 }],
  ['fails index-differs', { difference: -1 }],
  ['fails index-differs', { overlaps: 1 }],
  ['fails not-found-through-index', { missed: 1, missedFirst: ['1.0'] }],
  ['fails block-miscounted', { miscounted: 1 }],
])('index: %s with %o', (expected, change) => {
  const { verdict, code } = judgeIndex({ ...seen, index: { ...index, ...change } })
  expect(`${verdict} ${code}`).toBe(expected)
})
