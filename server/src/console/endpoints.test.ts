import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createApp } from '../platform/http/app.ts'
import { silentTelemetry } from '../platform/telemetry/telemetry.ts'
import { followBuild } from './built-files.ts'
import { consoleEndpoints } from './endpoints.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nachweis-console-'))
})
afterEach(() => rm(folder, { recursive: true }))

async function build(name: string, at: number): Promise<void> {
  await rm(join(folder, 'assets'), { recursive: true, force: true })
  await mkdir(join(folder, 'assets'))
  await writeFile(join(folder, 'assets', `index-${name}.js`), `// ${name}`)
  await writeFile(join(folder, 'assets', 'notes.txt'), 'not for the web')
  await writeFile(join(folder, 'index.html'), `<script src="/console/assets/index-${name}.js">`)
  await utimes(join(folder, 'index.html'), at, at)
}

const app = () =>
  createApp({
    endpoints: consoleEndpoints(followBuild(folder)),
    identify: async () => ({ kind: 'anonymous' }),
    now: () => 0,
    proxyHops: 0,
    problemPage: () => null,
    telemetry: silentTelemetry,
  })

it('answers every address of the console with the one page, unkept, unindexed and without a cookie', async () => {
  await build('a', 1)
  const console = app()
  for (const path of ['/console', '/console/', '/console/claims/backups/retention?evidence=1']) {
    const answer = await console.request(path)
    expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining('index-a.js')])
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
      'x-robots-tag': 'noindex',
    })
    expect(answer.headers.getSetCookie()).toEqual([])
  }
})

it('hands out files of the build for good', async () => {
  await build('a', 1)
  const answer = await app().request('/console/assets/index-a.js')
  expect([answer.status, await answer.text()]).toEqual([200, '// a'])
  expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  expect(answer.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
})

it.each([
  ['/console/assets/index-b.js', 404],
  ['/console/assets/notes.txt', 404],
  ['/console/assets/..%2f..%2fpackage.json', 400],
  ['/console/assets/%2e%2e/index.html', 200],
])('hands out nothing else: %s', async (path, status) => {
  await build('a', 1)
  const answer = await app().request(path)
  expect(answer.status).toBe(status)
  // Whatever is no file of the build is a screen that does not exist.
  if (status === 200) expect(answer.headers.get('content-type')).toContain('text/html')
})

it('takes over a new build and keeps the files of the page that people have open', async () => {
  await build('a', 1)
  const console = app()
  await console.request('/console')
  await build('b', 2)
  expect(await (await console.request('/console')).text()).toContain('index-b.js')
  for (const name of ['a', 'b'])
    expect((await console.request(`/console/assets/index-${name}.js`)).status).toBe(200)
})

it('says what to do when nothing is built', async () => {
  const answer = await app().request('/console')
  expect([answer.status, await answer.text()]).toEqual([503, expect.stringContaining('npm run build')])
})
