import { describe, expect, test } from 'vitest'
import { judgeBytes, judgeComplete, judgeFork, judgeTail } from './judge.ts'
import type { LogObservation } from './observe.ts'

const trials = 20
const all = { trials: 5, detected: 5 }
const attacked = { trials, detected: trials, wellMade: trials, honestAccepted: true }
const seen: LogObservation = {
  copy: { from: 0, size: 300, parts: 5, records: 300 },
  copyRefused: null,
  bytes: { entry: all, tile: all, record: all, salt: all },
  tail: attacked,
  fork: attacked,
  complete: {
    size: 300,
    records: 301,
    leaves: 300,
    pending: 1,
    lost: 0,
    bare: 0,
    oldestPendingAt: 0,
    oldestPendingAgeMs: 200,
    headSize: 300,
    newest: 300,
    sampled: 0,
    unopened: 0,
    unopenedFirst: [],
    treeRefused: null,
  },
}

const said = ({ verdict, code }: { verdict: string; code: string }) => `${verdict} ${code}`

describe('alterations of a byte', () => {
  const judge = (change: Partial<LogObservation>) => said(judgeBytes({ ...seen, ...change }, { trials }))
  const bytes = (change: Partial<LogObservation['bytes']>) => ({ bytes: { ...seen.bytes, ...change } })

  test('hold only when every one of every kind was detected and the untouched copy verifies', () => {
    expect(judge({})).toBe('holds all-detected')
    expect(judge(bytes({ salt: { trials: 5, detected: 4 } }))).toBe('fails alteration-missed')
    expect(judge({ copyRefused: 'root-mismatch' })).toBe('fails copy-refused')
    expect(judge(bytes({ salt: { trials: 4, detected: 4 } }))).toBe('unknown too-few-trials')
    expect(judge(bytes({ salt: { trials: 0, detected: 0 }, entry: { trials: 10, detected: 10 } }))).toBe(
      'unknown too-few-trials',
    )
  })

  test('a miss counts even where fewer trials were possible than promised', () => {
    expect(judge(bytes({ salt: { trials: 1, detected: 0 } }))).toBe('fails alteration-missed')
  })
})

test.each([
  ['holds all-detected', {}],
  ['fails alteration-missed', { detected: trials - 1 }],
  ['fails honest-refused', { honestAccepted: false }],
  ['unknown forgery-unusable', { wellMade: trials - 1, detected: trials - 1 }],
  ['unknown too-few-trials', { trials: trials - 1, wellMade: trials - 1, detected: trials - 1 }],
])('a tail or a fork: %s', (expected, change) => {
  expect(said(judgeTail({ ...seen, tail: { ...attacked, ...change } }, { trials }))).toBe(expected)
  expect(said(judgeFork({ ...seen, fork: { ...attacked, ...change } }, { trials }))).toBe(expected)
  expect(said(judgeTail({ ...seen, fork: { ...attacked, ...change } }, { trials }))).toBe(
    'holds all-detected',
  )
})

test.each([
  ['holds reconciled', {}],
  ['holds reconciled', { oldestPendingAgeMs: 10_000 }],
  ['fails pending-too-long', { oldestPendingAgeMs: 10_001 }],
  ['fails record-lost', { lost: 1 }],
  ['fails leaf-without-record', { bare: 1 }],
  ['fails leaf-differs', { unopened: 1, unopenedFirst: [7] }],
  ['fails tree-differs', { treeRefused: 'root-mismatch' }],
  ['fails counts-differ', { records: 302 }],
  ['fails counts-differ', { size: 301 }],
])('the whole log: %s with %j', (expected, change) => {
  expect(said(judgeComplete({ ...seen, complete: { ...seen.complete, ...change } }, { seconds: 10 }))).toBe(
    expected,
  )
})

test('a large log says that older entries were sampled, and counts only what was looked at', () => {
  const complete = {
    ...seen.complete,
    size: 50_000,
    leaves: 50_000,
    records: 50_001,
    headSize: 50_000,
    newest: 10_064,
    sampled: 200,
  }
  const found = judgeComplete({ ...seen, complete }, { seconds: 10 })
  expect(found.population).toEqual({ checked: 10_264, total: 50_000 })
  expect(found.observed.en).toContain('and a sample of 200 older ones')
})
