import { execFileSync } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  judgeDeclared,
  judgeNoneSet,
  judgeNoThirdParty,
} from '../../server/src/measures/privacy/cookies/judge.ts'
import { visitPage, type Visit, type VisitOptions } from '../../server/src/platform/browser/index.ts'
import { findProgram } from '../harness/programs.ts'
import { callingPages, startHostileSite, type HostileSite } from './hostile-site.ts'

const path = (process.env['PATH'] ?? '').split(':')
const chromium = findProgram('chromium')
if (chromium === null && process.env['CI'] !== undefined) throw new Error('apt-get install chromium')

let hostile: HostileSite
beforeAll(async () => {
  hostile = await startHostileSite()
})
afterAll(() => hostile.close())

const signal = new AbortController().signal
const options = (more: Partial<VisitOptions> = {}): VisitOptions => ({
  signal,
  path,
  chromium: chromium as string,
  visitMs: 20_000,
  followMax: 0,
  ownHosts: [],
  acceptCertificates: false,
  ...more,
})
const visit = (page: string, more: Partial<VisitOptions> = {}) =>
  visitPage(page.startsWith('http') ? page : hostile.site + page, options(more))
const codes = (seen: Visit) =>
  [judgeNoneSet(seen), judgeNoThirdParty(seen), judgeDeclared(seen)].map(
    ({ verdict, code }) => `${verdict} ${code}`,
  )

describe.skipIf(chromium === null)('a visit with Chromium', () => {
  test('a clean page: nothing set, nothing from elsewhere, and the evidence says with what it was seen', async () => {
    const seen = await visit('/clean')
    expect(codes(seen)).toEqual(['holds nothing-set', 'holds own-only', 'holds declared-only'])
    const version = /\d+\.[\d.]+/.exec(
      execFileSync(chromium as string, ['--version'], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      }),
    )?.[0]
    expect(seen.browser).toBe(`Chromium ${version}`)
    expect(judgeNoneSet(seen).observed.de).toBe(
      `Besucht mit Chromium ${version} und leerem Profil: 1 Seite, ${seen.requests.length} Abrufe. Kein Cookie wurde gesetzt, nichts im Browser gespeichert.`,
    )
    expect(
      seen.requests
        .map(({ url, type }) => `${type} ${url.replace(hostile.site, '')}`)
        .slice(0, 3)
        .toSorted(),
    ).toEqual(['document /clean', 'script /empty.js', 'stylesheet /style.css'])
  })

  test.each([
    ['/header-cookie', 'sid'],
    ['/refused-cookie', '__Host-a'],
    ['/script-cookie', 'seen'],
    ['/late-cookie', 'late'],
    ['/image-cookie', 'pixel'],
    ['/dialog', 'sid'],
  ])('%s: the cookie is found', async (page, name) => {
    const seen = await visit(page)
    expect(seen.cookies.map((cookie) => cookie.name)).toContain(name)
    expect(codes(seen)).toEqual(['fails cookie-set', 'holds own-only', 'fails cookie-undeclared'])
    expect(judgeNoneSet(seen).observed.en).toContain(`${name} (`)
  })

  test.each([
    ['/local-storage', 'localStorage', 'visitor'],
    ['/brief-storage', 'localStorage', 'brief'],
    ['/session-storage', 'sessionStorage', 'visitor'],
    ['/database', 'indexedDB', 'tracker'],
    ['/cache', 'cache', 'tracker'],
    ['/worker', 'serviceWorker', '/'],
    ['/frame', 'localStorage', 'visitor'],
  ])('%s: what is stored is found', async (page, kind, key) => {
    const seen = await visit(page)
    expect(seen.storage).toEqual([
      { kind, origin: hostile.site, key: key === '/' ? `${hostile.site}/` : key },
    ])
    expect(codes(seen)).toEqual(['fails browser-storage-used', 'holds own-only', 'holds declared-only'])
  })

  test.each(callingPages)('%s: the other host is found', async (page) => {
    const found = judgeNoThirdParty(await visit(page))
    expect(`${found.verdict} ${found.code}`).toBe('fails third-party-loaded')
    expect(found.observed.de).toContain(new URL(hostile.third).host)
  })

  test('what the policy blocks was neither loaded nor run', async () => {
    hostile.asked.length = 0
    const seen = await visit('/third-blocked')
    expect(hostile.asked).toEqual([])
    expect(codes(seen)).toEqual(['holds nothing-set', 'holds own-only-blocked', 'holds declared-only'])
    expect(seen.violations.map(({ directive, blocked }) => `${directive} ${blocked}`).toSorted()).toEqual([
      `img-src ${hostile.third}/pixel.gif`,
      'script-src-elem inline',
    ])
  })

  test('pages behind the page are visited, as many as allowed', async () => {
    expect(codes(await visit('/behind'))[0]).toBe('holds nothing-set')
    const seen = await visit('/behind', { followMax: 3 })
    expect(seen.pages.map(({ url }) => url)).toEqual([
      `${hostile.site}/behind`,
      `${hostile.site}/deep/header-cookie`,
    ])
    expect(codes(seen)[0]).toBe('fails cookie-set')
    const dead = await visit('/behind-dead', { followMax: 3 })
    expect(codes(dead)).toEqual(Array.from({ length: 3 }, () => 'unknown pages-not-reached'))
  })

  test('our other addresses are no third party', async () => {
    expect(codes(await visit('/third-image', { ownHosts: [new URL(hostile.third).host] }))[1]).toBe(
      'holds own-only',
    )
  })
})
