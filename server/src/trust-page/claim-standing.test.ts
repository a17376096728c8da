import { describe, expect, test } from 'vitest'
import type { TrustClaim } from 'nachweis-verify'
import { claimStanding, worstFirst } from './claim-standing.ts'
import { historyWords } from './history-words.ts'
import { viewOf } from './pages/view.tsx'
import { checkpointFacts, tally } from './tally.ts'
import { sampleDocument, sampleNow } from './testing/sample-document.ts'
import { words } from './words/words.ts'

const document = sampleDocument()
const claims = document.measures.flatMap((measure) => measure.claims)
const view = viewOf('en', sampleNow)
const some = (is: (claim: TrustClaim) => boolean) => {
  const found = claims.find(is)
  if (!found) throw new Error('the sample has no such claim')
  return found
}

describe('claimStanding', () => {
  const holding = some((claim) => claim.status === 'holding' && claim.basis === 'executed')

  test.each([
    ['executed', 'Proven by execution'],
    ['observed', 'Observed'],
    ['attested', 'Attested'],
    ['certified', 'Certified'],
    ['contractual', 'Agreed'],
  ] as const)('holding on %s is called %s', (basis, word) => {
    expect(claimStanding({ ...holding, basis }, view)).toEqual({ word, reason: null })
  })

  test.each(['failing', 'stale', 'unknown'] as const)('%s is never called by its basis', (status) => {
    expect(claimStanding({ ...holding, status }, view).word).toBe(words.en.statusTitle[status])
  })

  test('names what failed, what ran out, and on what it rests', () => {
    expect(
      claimStanding(
        some((claim) => claim.status === 'failing'),
        view,
      ).reason,
    ).toBe('alt.beispiel.example accepts TLS 1.0')
    expect(
      claimStanding(
        some((claim) => claim.status === 'stale'),
        view,
      ).reason,
    ).toBe('validity has run out')
    const resting = { ...holding, evidence: [], restsOn: ['a/b'], status: 'failing' } as const
    expect(claimStanding(resting, view).reason).toBe(words.en.claim.restsOnOpen)
  })

  test('unknown names the last inconclusive run, else what is missing, else that nothing ran', () => {
    const bare = { ...holding, status: 'unknown', evidence: [], needs: null } as const
    expect(claimStanding(bare, view).reason).toBe('not checked yet')
    expect(claimStanding({ ...bare, needs: { de: 'x', en: 'a probe' } }, view).reason).toBe('a probe')
    const inconclusive = some((claim) => claim.evidence.some((evidence) => evidence.verdict === 'unknown'))
    expect(claimStanding(inconclusive, view).reason).toContain('could not be reached')
  })
})

test('worstFirst puts failing before inconclusive before run out before holding', () => {
  const [sample] = some((claim) => claim.evidence.length > 0).evidence
  const make = (target: string, part: object) =>
    ({ ...sample, target, ...part }) as NonNullable<typeof sample>
  const valid = new Date(sampleNow + 1).toISOString()
  const evidence = [
    make('holding', { verdict: 'holds', validUntil: valid, counts: true }),
    make('stale', { verdict: 'holds', validUntil: new Date(sampleNow).toISOString(), counts: true }),
    make('unknown', { verdict: 'unknown', counts: false }),
    make('failing', { verdict: 'fails', counts: true }),
  ]
  expect(worstFirst(evidence, sampleNow).map((each) => each.target)).toEqual([
    'failing',
    'unknown',
    'stale',
    'holding',
  ])
})

test('historyWords counts every one of the 90 days', () => {
  for (const claim of claims) {
    const counted = historyWords(claim, words.en)
      .replace(/coverage.*/, '')
      .replace('last 90', '')
    expect([...counted.matchAll(/\d+/g)].reduce((total, [n]) => total + Number(n), 0)).toBe(90)
  }
  const failing = some((claim) => claim.status === 'failing')
  expect(historyWords(failing, words.de)).toMatch(
    /^In den letzten 90 Tagen: \d+ Tage gilt, \d+ Tage gescheitert/,
  )
})

test('tally counts claims by status', () => {
  const { counts, total } = tally(document.measures)
  expect(total).toBe(claims.length)
  expect(Object.values(counts).reduce((a, b) => a + b)).toBe(claims.length)
})

test('checkpointFacts counts others only and refuses what is no checkpoint', () => {
  expect(checkpointFacts(document.log.checkpoint)).toEqual({
    root: 'q1vNzr3XlJUoNCdkS3n0O4GoDPpWjWBXkq0Yyj9T6UY=',
    witnesses: ['zeuge.example', 'witness.example'],
  })
  expect(checkpointFacts('')).toBeNull()
  expect(checkpointFacts('a\nb\nc\n\n')).toBeNull()
})
