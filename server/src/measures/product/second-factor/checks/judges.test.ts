import { describe, expect, test } from 'vitest'
import type { Try } from '../pathways.ts'
import { judgeAvailable } from './available.ts'
import { judgeEncouraged } from './encouraged.ts'
import { judgePathways } from './judge-pathways.ts'

const attempt = (kind: Try['attempt'], admitted: boolean, pathway: Try['pathway'] = 'totp'): Try => ({
  pathway,
  attempt: kind,
  admitted,
  status: admitted ? 200 : 401,
  reason: null,
})

describe('every pathway', () => {
  test('holds when all without were refused and the control got in', () => {
    expect(judgePathways([attempt('none', false), attempt('right', true)])).toMatchObject({
      verdict: 'holds',
      population: { checked: 1, total: 1 },
    })
  })
  test.each(['none', 'wrong', 'replayed', 'expired', 'foreign'] as const)(
    'fails when one got in: %s',
    (kind) => {
      const finding = judgePathways([
        attempt(kind, true, 'passkey'),
        attempt('none', false),
        attempt('right', true),
      ])
      expect(finding).toMatchObject({ verdict: 'fails', population: { checked: 1, total: 2 } })
      expect(finding.observed.en).toContain(`passkey/${kind}`)
    },
  )
  test('fails when one got in, even where the control did not', () => {
    expect(judgePathways([attempt('none', true), attempt('right', false)]).verdict).toBe('fails')
  })
  test.each([
    ['the control was refused', [attempt('none', false), attempt('right', false)]],
    ['a try met a fault', [{ ...attempt('none', false), status: 503 }, attempt('right', true)]],
    ['a try was braked', [{ ...attempt('none', false), status: 429 }, attempt('right', true)]],
    ['there was no control', [attempt('none', false)]],
    ['nothing was tried', []],
  ])('is unknown when %s', (_, tries) => expect(judgePathways(tries).verdict).toBe('unknown'))
})

test('available: both kinds', () => {
  const base = { notices: [], noticesAfter: [] }
  expect(judgeAvailable({ ...base, kinds: ['totp', 'passkey'] }).verdict).toBe('holds')
  expect(judgeAvailable({ ...base, kinds: ['totp'] })).toMatchObject({
    verdict: 'fails',
    population: { checked: 1, total: 2 },
  })
})

test('encouraged: before, and no longer after', () => {
  const advice = ['second-factor-encouraged']
  expect(judgeEncouraged({ notices: advice, noticesAfter: [], kinds: [] }).verdict).toBe('holds')
  expect(judgeEncouraged({ notices: [], noticesAfter: [], kinds: [] }).code).toBe('not-advised')
  expect(judgeEncouraged({ notices: advice, noticesAfter: advice, kinds: [] }).code).toBe('advised-for-ever')
})
