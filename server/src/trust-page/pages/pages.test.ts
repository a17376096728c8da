import { expect, test } from 'vitest'
import type { DisclosedRecord, Evidence } from 'nachweis-verify'
import { readPage } from '../../../../packages/proof/src/verify/page-html.ts'
import { sampleDocument, sampleNow, sampleRecords } from '../testing/sample-document.ts'
import { claimPage, findClaim } from './claim-page.tsx'
import { evidencePage } from './evidence-page.tsx'
import { howItWorksPage } from './how-it-works-page.tsx'
import { notFoundPage, problemPage } from './problem-page.tsx'

const hostile = '<script>alert(1)</script>'
const document = sampleDocument({ hostile })
const input = {
  language: 'en',
  assets: { css: '/a.css', verifier: '/v.js' },
  now: sampleNow,
  publicUrl: 'https://sicherheit.example',
  provider: document.provider,
} as const

const claimOf = (id: string) => {
  const found = findClaim(document, id)
  if (!found) throw new Error(`the sample has no ${id}`)
  return found
}

test('the page of a claim shows its sentence, every day, every change and its parameters', () => {
  const { measure, claim } = claimOf('provider/concept')
  const html = claimPage({
    ...input,
    document,
    measure,
    claim,
    evidence: claim.evidence,
    older: '/older?a=1&b=2',
    feed: '/feed',
  })
  expect(readPage(html).sentences).toEqual([{ claim: claim.id, status: claim.status, text: claim.text.en }])
  expect(html.match(/<tr><th scope="row">\d/g)).toHaveLength(claim.history.length)
  expect(html.match(/<tr><th scope="row"><time/g)).toHaveLength(claim.changes.length)
  expect(html).toContain('<code>authority</code>')
  expect(html).toContain('href="/older?a=1&amp;b=2"')
  expect(html).toContain('hrefLang="de" href="https://sicherheit.example/de/aussage/provider/concept"')
  expect(html).toContain('href="/de/aussage/provider/concept" lang="de"')
  expect(html).not.toContain('<script>')
})

test('a cause becomes a link only when there is a page of evidence for it', () => {
  const { measure, claim } = claimOf('provider/concept')
  const page = (cause: string) =>
    claimPage({
      ...input,
      document,
      measure,
      claim: { ...claim, changes: claim.changes.slice(0, 1).map((change) => ({ ...change, cause })) },
      evidence: claim.evidence,
      older: null,
      feed: null,
    })
  const known = claim.evidence[0]?.id ?? ''
  expect(page(known)).toContain(`<td><a href="/en/evidence/${known}">`)
  expect(page('time')).toContain('<td>end of validity</td>')
  expect(page('01980000-0000-7000-8000-00000000ffff')).not.toContain('ffff')
})

test('findClaim finds nothing for what is not published', () => {
  expect(findClaim(document, 'provider/none')).toBeUndefined()
})

const record = sampleRecords({ hostile }).findLast(
  (each): each is DisclosedRecord<Evidence> => each.record.type === 'claims.evidence-recorded',
)

test('the page of evidence shows the record in words and as it is', () => {
  if (!record) throw new Error('the sample has no evidence')
  const inclusion = { treeSize: 128_402, hashes: 17, root: 'q1vNzr3X=' }
  const html = evidencePage({ ...input, record, text: null, inclusion })
  expect(html).toContain(record.record.data.observationDigest)
  expect(html).toContain('of 128,402')
  expect(html).toContain(`data-evidence="${record.record.id}"`)
  expect(html).toContain(`&quot;salt&quot;: &quot;${record.salt}&quot;`)
  expect(html).not.toContain('<script>')
  expect(evidencePage({ ...input, record, text: null, inclusion: null })).toContain(
    'not covered by a checkpoint yet',
  )
})

test('the explanation names every status and basis and pictures the path once a layout', () => {
  const html = howItWorksPage(input)
  for (const word of [
    'Holds',
    'Failing',
    'Stale',
    'No evidence',
    'Proven by execution',
    'Observed',
    'Attested',
    'Certified',
    'Agreed',
  ]) {
    expect(html).toContain(word)
  }
  expect(html.match(/aria-label="The path of a claim/g)).toHaveLength(2)
  expect(html).toContain('npx https://sicherheit.example/nachweis-verify.tgz https://sicherheit.example')
})

test('problems keep their words to themselves and are not indexed', () => {
  expect(notFoundPage(input)).toContain('This page does not exist')
  const html = problemPage({ ...input, status: 503 })
  expect(html).toContain('That did not work (503)')
  expect(html).toContain('cannot be reached at the moment')
  expect(html).toContain('<meta name="robots" content="noindex"/>')
})
