import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  judgeDeclared,
  judgeNoneSet,
  judgeNoThirdParty,
} from '../../server/src/measures/privacy/cookies/judge.ts'
import { visitPlain, type Visit } from '../../server/src/platform/browser/index.ts'
import { startHostileSite, type HostileSite } from './hostile-site.ts'

const signal = new AbortController().signal
let hostile: HostileSite
beforeAll(async () => {
  hostile = await startHostileSite()
})
afterAll(() => hostile.close())

const plain = (page: string, followMax = 0) =>
  visitPlain(hostile.site + page, { signal, visitMs: 5_000, followMax, ownHosts: [] })
const codes = (seen: Visit) =>
  [judgeNoneSet(seen), judgeNoThirdParty(seen), judgeDeclared(seen)].map(
    ({ verdict, code }) => `${verdict} ${code}`,
  )

describe('a visit without a browser', () => {
  test('a clean page holds, and the evidence says that there was no browser', async () => {
    const seen = await plain('/clean')
    expect(codes(seen)).toEqual(['holds nothing-set', 'holds own-only', 'holds declared-only'])
    expect(judgeNoneSet(seen).observed.de).toBe(
      'Ohne Browser, nur über HTTP gelesen: 1 Seite, 3 Verweise auf Inhalte. Kein Cookie wurde gesetzt, nichts im Browser gespeichert.',
    )
  })

  test.each(['/header-cookie', '/refused-cookie'])('%s fails', async (page) => {
    expect(codes(await plain(page))[0]).toBe('fails cookie-set')
  })

  test.each(['/script-cookie', '/local-storage', '/session-storage', '/database', '/cache', '/worker'])(
    '%s: scripts that could store leave it open',
    async (page) => {
      const [stored, , declared] = codes(await plain(page))
      expect([stored, declared]).toEqual(['unknown scripts-not-run', 'unknown scripts-not-run'])
    },
  )

  test.each(['/third-image', '/third-script', '/third-style', '/third-frame', '/third-preconnect'])(
    '%s fails',
    async (page) => {
      expect(codes(await plain(page))[1]).toBe('fails third-party-loaded')
    },
  )

  test.each(['/third-fetch', '/third-beacon', '/third-socket', '/worker'])(
    '%s: scripts that could load leave it open',
    async (page) => {
      expect(codes(await plain(page))[1]).toBe('unknown scripts-not-run')
    },
  )

  test('pages behind the page are fetched too', async () => {
    const seen = await plain('/behind', 3)
    expect(seen.pages).toHaveLength(2)
    expect(codes(seen)[0]).toBe('fails cookie-set')
    expect(codes(await plain('/behind-dead', 3))[0]).toBe('unknown pages-not-reached')
  })

  test.each([
    ['/missing', 'page-refused'],
    ['/away', 'page-not-reached'],
  ])('%s is %s', async (page, code) => {
    await expect(plain(page)).rejects.toMatchObject({ code })
  })
})
