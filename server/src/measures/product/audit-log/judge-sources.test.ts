import { expect, it } from 'vitest'
import { judgeOrders, judgeSources } from './judge-sources.ts'

const source = (silentS: number, more: object = {}) => ({
  heartbeatS: 60,
  silentMs: silentS * 1_000,
  isHeard: true,
  isPaused: false,
  ...more,
})

it.each([
  ['holds', 'all-heard', 2, [source(10), source(65)]],
  ['fails', 'source-silent', 2, [source(10), source(66)]],
  ['fails', 'source-silent', 2, [source(10), source(66, { isHeard: false })]],
  ['holds', 'all-heard', 1, [source(10), source(20, { isHeard: false })]],
  ['holds', 'all-heard', 1, [source(10), source(900, { isPaused: true })]],
  ['unknown', 'no-heartbeat-agreed', 0, [source(900, { isPaused: true })]],
  ['unknown', 'no-heartbeat-agreed', 0, [source(20, { isHeard: false })]],
  ['unknown', 'no-heartbeat-agreed', 0, []],
])('%s (%s, %d counted)', (verdict, code, total, sources) => {
  expect(judgeSources({ sources })).toMatchObject({ verdict, code, population: { checked: total, total } })
})

it('says how many of how many, and what is paused', () => {
  const { observed } = judgeSources({ sources: [source(10), source(99), source(900, { isPaused: true })] })
  expect(observed.en).toBe('1 of 2 sources with an agreed sign of life were heard in time. Paused: 1.')
  expect(observed.de).toContain('1 von 2 Quellen')
})

const order = (more: object = {}) => ({ clockOffsetMs: 40, isClockWrong: false, missing: 0, ...more })

it.each([
  ['holds', 'in-order', 2, 2, [order(), order()]],
  ['holds', 'in-order', 1, 1, [order(), order({ clockOffsetMs: null })]],
  ['fails', 'events-missing', 1, 2, [order(), order({ clockOffsetMs: null, missing: 3 })]],
  ['unknown', 'too-few-events', 0, 0, [order({ clockOffsetMs: null })]],
  ['fails', 'clock-wrong', 1, 2, [order(), order({ isClockWrong: true, missing: 3 })]],
  ['fails', 'events-missing', 1, 2, [order({ missing: 3 }), order()]],
  ['unknown', 'nothing-sent', 0, 0, []],
])('%s (%s, %d of %d in order)', (verdict, code, checked, total, orders) => {
  expect(judgeOrders({ orders })).toMatchObject({ verdict, code, population: { checked, total } })
})
