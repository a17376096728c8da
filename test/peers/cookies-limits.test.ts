import { execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer as createTlsServer } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findChromium, visitPage, type VisitOptions } from '../../server/src/platform/browser/index.ts'
import { findProgram } from '../harness/programs.ts'
import { startHostileSite, type HostileSite } from './hostile-site.ts'

const path = (process.env['PATH'] ?? '').split(':')
const chromium = findProgram('chromium')
if (chromium === null && process.env['CI'] !== undefined) throw new Error('apt-get install chromium')

let hostile: HostileSite
// Visits of other test files must not count among those left over here.
const ownTemporary = mkdtempSync(join(tmpdir(), 'nachweis-limits-'))
const temporaryBefore = process.env['TMPDIR']
beforeAll(async () => {
  process.env['TMPDIR'] = ownTemporary
  hostile = await startHostileSite()
})
afterAll(() => {
  hostile.close()
  if (temporaryBefore === undefined) delete process.env['TMPDIR']
  else process.env['TMPDIR'] = temporaryBefore
  rmSync(ownTemporary, { recursive: true })
})

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
/** Processes whose environment names a visit's folder: the visitor and every part of its browser. */
function visitorsLeft(): string[] {
  return readdirSync('/proc').filter((pid) => {
    try {
      return (
        /^\d+$/.test(pid) &&
        readFileSync(`/proc/${pid}/environ`, 'latin1').includes(
          `HOME=${join(ownTemporary, 'nachweis-visit-')}`,
        )
      )
    } catch {
      return false
    }
  })
}

async function untilNoneLeft(): Promise<string[]> {
  for (let look = 0; look < 40 && visitorsLeft().length > 0; look++)
    await new Promise((resolve) => setTimeout(resolve, 50))
  return visitorsLeft()
}

describe.skipIf(chromium === null)('a visit with Chromium', () => {
  test.each([
    ['/missing', 'page-refused', 'status 404'],
    ['/away', 'page-refused', 'it leads to 127.0.0.2'],
    ['http://127.0.0.1:4/', 'page-not-reached', 'net::ERR_CONNECTION_REFUSED'],
    ['/loads-too-much', 'too-much', 'more than is looked at'],
  ])('%s is %s', async (page, code, detail) => {
    await expect(visit(page)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(detail) as string,
    })
    expect(await untilNoneLeft()).toEqual([])
  })

  test.each(['/hangs', '/spins'])('%s: ends at the limit and leaves no process', async (page) => {
    const begun = performance.now()
    await expect(visit(page, { visitMs: 3_000 })).rejects.toMatchObject({
      code: expect.stringMatching(/time-limit|page-not-reached/) as string,
    })
    expect(performance.now() - begun).toBeLessThan(8_000)
    expect(await untilNoneLeft()).toEqual([])
  })

  test('an abort ends child and browser at once', async () => {
    const stop = new AbortController()
    const visiting = visit('/hangs', { signal: stop.signal })
    setTimeout(() => stop.abort(new Error('enough')), 1_500)
    const before = performance.now()
    await expect(visiting).rejects.toThrow('enough')
    expect(performance.now() - before).toBeLessThan(3_000)
    expect(await untilNoneLeft()).toEqual([])
  })

  test('a certificate that nobody vouches for is accepted only where we say so', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'nachweis-cookies-'))
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
    execFileSync(
      'openssl',
      [
        'req',
        '-x509',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:P-256',
        '-nodes',
        '-subj',
        '/CN=localhost',
        '-keyout',
        key,
        '-out',
        cert,
      ],
      { stdio: 'ignore' },
    )
    const server = createTlsServer(
      { key: readFileSync(key), cert: readFileSync(cert) },
      (_, response) => void response.setHeader('set-cookie', '__Host-a=1; Secure; Path=/').end('<p>'),
    )
    const url = `https://127.0.0.1:${await hostile.listen(server)}/`
    await expect(visit(url)).rejects.toMatchObject({
      code: 'page-not-reached',
      message: 'net::ERR_CERT_AUTHORITY_INVALID',
    })
    expect((await visit(url, { acceptCertificates: true })).cookies).toEqual([
      { name: '__Host-a', host: '127.0.0.1' },
    ])
    rmSync(folder, { recursive: true })
  })
})

test('a browser that does not start, never answers, or says nonsense ends the visit and leaves no process', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'nachweis-cookies-'))
  const program = (name: string, body: string) => {
    writeFileSync(join(folder, name), `#!/bin/sh\n${body}\n`)
    chmodSync(join(folder, name), 0o755)
    return join(folder, name)
  }
  const stubborn = program('stubborn', "trap '' TERM INT HUP\nwhile :; do sleep 1; done")
  const refused = (file: string) =>
    visit('/clean', { chromium: file, visitMs: 2_000 }).catch((error: { code: string }) => error.code)
  expect(await refused(program('ends', 'exit 3'))).toBe('browser-not-started')
  expect(await refused(join(folder, 'absent'))).toBe('browser-not-started')
  expect(await refused(program('babbles', 'cat /dev/zero >&4'))).toMatch(
    /browser-not-started|time-limit|visitor-failed/,
  )
  expect(await refused(stubborn)).toMatch(/browser-not-started|time-limit/)
  expect(await untilNoneLeft()).toEqual([])
  rmSync(folder, { recursive: true })
})

test('a Chromium is found where the operator says, in PATH, or not at all', async () => {
  expect(await findChromium({ chromium: '/nowhere/chromium', path })).toBeNull()
  expect(await findChromium({ chromium: '/bin/sh', path: [] })).toBe('/bin/sh')
  const folder = mkdtempSync(join(tmpdir(), 'nachweis-cookies-'))
  writeFileSync(join(folder, 'chromium'), '', { mode: 0o755 })
  expect(await findChromium({ chromium: null, path: ['/nowhere', folder] })).toBe(join(folder, 'chromium'))
  rmSync(folder, { recursive: true })
})

test('nothing of all these visits is left in the temporary folder', () => {
  expect(readdirSync(ownTemporary)).toEqual([])
})
