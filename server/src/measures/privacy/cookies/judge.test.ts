import { expect, test } from 'vitest'
import type { Visit } from '../../../platform/browser/index.ts'
import { judgeDeclared, judgeNoneSet, judgeNoThirdParty } from './judge.ts'
import type { PageObservation } from './observe.ts'

const clean: Visit = {
  method: 'browser',
  browser: 'Chromium 156.0.0.0',
  pages: [{ url: 'http://127.0.0.1:8080/de/', status: 200 }],
  unreached: 0,
  cookies: [],
  requests: [{ url: 'http://127.0.0.1:8080/de/', type: 'document', thirdParty: false, blocked: false }],
  storage: [],
  mayStore: false,
  mayLoad: false,
  violations: [],
}
const foreign = { url: 'https://count.example/a.js', type: 'script', thirdParty: true, blocked: false }
const cookie = { name: 'sid', host: 'muster.example' }
const stored = { kind: 'localStorage', origin: 'http://127.0.0.1:8080', key: 'visitor' }

const all = (seen: PageObservation) =>
  [judgeNoneSet(seen), judgeNoThirdParty(seen), judgeDeclared(seen)].map(
    ({ verdict, code }) => `${verdict} ${code}`,
  )

test.each<[Partial<Visit>, string, string, string]>([
  [{}, 'holds nothing-set', 'holds own-only', 'holds declared-only'],
  [{ cookies: [cookie] }, 'fails cookie-set', 'holds own-only', 'fails cookie-undeclared'],
  [{ storage: [stored] }, 'fails browser-storage-used', 'holds own-only', 'holds declared-only'],
  [{ requests: [foreign] }, 'holds nothing-set', 'fails third-party-loaded', 'holds declared-only'],
  [
    { requests: [{ ...foreign, blocked: true }] },
    'holds nothing-set',
    'holds own-only-blocked',
    'holds declared-only',
  ],
  [
    { method: 'http', browser: null, mayStore: true },
    'unknown scripts-not-run',
    'holds own-only',
    'unknown scripts-not-run',
  ],
  [
    { method: 'http', browser: null, mayLoad: true },
    'holds nothing-set',
    'unknown scripts-not-run',
    'holds declared-only',
  ],
  [
    { method: 'http', browser: null, mayStore: true, cookies: [cookie] },
    'fails cookie-set',
    'holds own-only',
    'fails cookie-undeclared',
  ],
  [{ unreached: 1 }, 'unknown pages-not-reached', 'unknown pages-not-reached', 'unknown pages-not-reached'],
  [
    { unreached: 1, cookies: [cookie] },
    'fails cookie-set',
    'unknown pages-not-reached',
    'fails cookie-undeclared',
  ],
])('%j: %s, %s, %s', (change, ...expected) => {
  expect(all({ ...clean, ...change })).toEqual(expected)
})

test('a visit that did not take place is unknown and says why', () => {
  const seen = { method: 'none', refused: 'page-refused', detail: 'status 503' } as const
  expect(all(seen)).toEqual(Array.from({ length: 3 }, () => 'unknown page-refused'))
  expect(judgeNoneSet(seen).observed.de).toBe('Die Seite wurde nicht ausgeliefert (status 503).')
})

test('names the first three findings and says that there are more', () => {
  const cookies = ['a', 'b', 'c', 'd'].map((name) => ({ name, host: 'x.example' }))
  expect(judgeNoneSet({ ...clean, cookies }).observed.en).toBe(
    'Visited with Chromium 156.0.0.0 and an empty profile: 1 page, 1 request. 4 cookies were set: a (x.example), b (x.example), c (x.example) ….',
  )
})
