import { describe, expect, test } from 'vitest'
import type { NtpMeasurement, NtpSample } from '../../../../platform/net/ntp/query.ts'
import { judgeAgreement } from './agreement.ts'
import { judgeSynchronised } from './synchronised.ts'

/** As recorded from chronyd 4.3, stratum apart. */
const measurement: NtpMeasurement = {
  offsetMs: 0.162,
  delayMs: 0.197,
  rootDelayMs: 12,
  rootDispersionMs: 30,
  leap: 0,
  stratum: 2,
  version: 4,
  referenceId: 'c0000201',
}
const sample = (best: Partial<NtpMeasurement> | null, change: Partial<NtpSample> = {}): NtpSample => ({
  host: 'ntp.example.de',
  address: '192.0.2.1',
  asked: 3,
  answered: best ? 3 : 0,
  wrongOriginate: 0,
  malformed: 0,
  kiss: null,
  problem: null,
  best: best ? { ...measurement, ...best } : null,
  ...change,
})

describe('synchronised', () => {
  const judge = (found: NtpSample, maxMilliseconds = 500) => judgeSynchronised(found, { maxMilliseconds })

  test.each<[string, Partial<NtpMeasurement>, string, string]>([
    ['in order', {}, 'holds', 'synchronised'],
    [
      'exactly at the limit',
      { offsetMs: 400, delayMs: 20, rootDelayMs: 80, rootDispersionMs: 50 },
      'holds',
      'synchronised',
    ],
    [
      'beyond the limit by its way alone',
      { offsetMs: 400, delayMs: 22, rootDelayMs: 80, rootDispersionMs: 50 },
      'fails',
      'too-far-off',
    ],
    ['ahead of us', { offsetMs: -501 }, 'fails', 'too-far-off'],
    ['uncertain', { rootDispersionMs: 16_000 }, 'fails', 'too-far-off'],
    ['in alarm', { leap: 3 }, 'fails', 'not-synchronised'],
    ['without stratum', { stratum: 0 }, 'fails', 'not-synchronised'],
    ['of stratum 16', { stratum: 16 }, 'fails', 'not-synchronised'],
    ['of no number', { offsetMs: Number.NaN }, 'fails', 'too-far-off'],
  ])('a server %s', (_name, best, verdict, code) => {
    expect(judge(sample(best))).toMatchObject({ verdict, code })
  })

  test('the parameter decides', () => {
    expect(judge(sample({}), 20)).toMatchObject({ verdict: 'fails', code: 'too-far-off' })
  })

  test.each<[Partial<NtpSample>, string, string]>([
    [{ kiss: 'RATE', problem: 'turned-away' }, 'fails', 'kiss-of-death'],
    [{ wrongOriginate: 3, problem: 'no-answer-in-time' }, 'fails', 'wrong-originate'],
    [{ malformed: 3, problem: 'no-answer-in-time' }, 'unknown', 'not-readable'],
    [{ problem: 'ENOTFOUND' }, 'unknown', 'not-reachable'],
  ])('no measurement and %o', (change, verdict, code) => {
    expect(judge(sample(null, change))).toMatchObject({ verdict, code })
  })

  test('a forged answer beside a right one does not count', () => {
    expect(judge(sample({}, { wrongOriginate: 1 })).verdict).toBe('holds')
  })

  test('says how far, in both languages', () => {
    expect(judge(sample({})).observed).toEqual({
      de: 'Abweichung 0,2 ms, höchstens 36,3 ms einschließlich Laufzeit und Streuung bis zur Referenzzeit (Stratum 2).',
      en: 'Offset 0.2 ms, at most 36.3 ms including delay and dispersion up to the reference time (stratum 2).',
    })
  })
})

describe('agreement', () => {
  const judge = (...samples: NtpSample[]) => judgeAgreement({ samples }, { quorum: 2, maxMilliseconds: 500 })
  const [right, wrong, silent] = [
    sample({}),
    sample({ offsetMs: 3000 }),
    sample(null, { problem: 'no-answer-in-time' }),
  ]

  test.each<[string, NtpSample[], string, string]>([
    ['two agree', [right, right], 'holds', 'clock-agrees'],
    ['two of three agree', [right, wrong, right], 'holds', 'clock-agrees'],
    ['two agree and one is silent', [right, right, silent], 'holds', 'clock-agrees'],
    ['half of those that answer disagree', [right, right, wrong, wrong], 'fails', 'clock-disagrees'],
    ['one agrees', [right, wrong], 'fails', 'clock-disagrees'],
    ['one answers', [right, silent], 'unknown', 'too-few-answers'],
    ['one is not synchronised', [right, sample({ leap: 3 })], 'unknown', 'too-few-answers'],
    ['there is only one', [right], 'unknown', 'too-few-answers'],
  ])('%s', (_name, samples, verdict, code) => {
    expect(judge(...samples)).toMatchObject({ verdict, code })
  })

  test('tells how many answered', () => {
    expect(judge(right, right, silent).population).toEqual({ checked: 2, total: 3 })
    expect(judge(right, silent).population).toEqual({ checked: 0, total: 2 })
  })
})
