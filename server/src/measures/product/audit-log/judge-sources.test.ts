import { expect, it } from 'vitest'
import { judgeSources } from './judge-sources.ts'

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
