import { execFile } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { verifyInstallation, type Report } from 'nachweis-verify'
import { httpSource } from 'nachweis-verify/node'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readOffsets, startAlteringProxy, type AlteringProxy, type Flip } from '../harness/altering-proxy.ts'
import { allChecked, allCheckedMs, post, until, withoutBrowser } from '../harness/operate.ts'
import { startServer, type RunningServer } from '../harness/server.ts'

const flips = 160
const cliFlips = 4
const program = join(import.meta.dirname, '../../packages/proof/dist/node/main.js')

let server: RunningServer
let proxy: AlteringProxy

/** All that the verifier reads, by kind; the kind is drawn first, so that few large answers do not take all the flips. */
const kinds: Readonly<Record<string, RegExp>> = {
  document: /^\/trust\.json$/,
  checkpoint: /^\/log\/checkpoint$/,
  keys: /^\/log\/(key|clock-key)$/,
  tiles: /^\/log\/tile\/\d/,
  bundles: /^\/log\/tile\/entries\//,
  events: /^\/log\/events\/(key|clock-key|checkpoint)$/,
  records: /^\/log\/records\//,
  evidence: /^\/evidence\/.*\.json$/,
  proofs: /^\/evidence\/.*\.tlog-proof$/,
  pages: /^\/(de|en)\/$/,
}

async function look(): Promise<Report> {
  const source = httpSource(new URL(proxy.baseUrl))
  try {
    return await verifyInstallation(source, null, { now: Date.now })
  } finally {
    source.close()
  }
}

beforeAll(async () => {
  server = await startServer({ environment: withoutBrowser })
  await post(server, '/api/v1/claims/provider/established/withdraw', { reason: 'something that changed' })
  proxy = await startAlteringProxy(server.baseUrl)
  await until('all checks have run', () => allChecked(server), allCheckedMs)
  // One moment of the installation that agrees with itself, without records younger than its head.
  await until('one moment agrees with itself', async () => {
    proxy.forget()
    const report = await look()
    const size = report.checkpoint?.size ?? 0
    const indexes = [...proxy.kept]
      .filter(([path]) => path.startsWith('/log/records/'))
      .flatMap(([, body]) => body.toString().split('\n').filter(Boolean))
      .map((line) => (JSON.parse(line) as { index: number }).index)
    return report.agrees && indexes.length > 0 && Math.max(...indexes) < size
  })
}, 300_000)

afterAll(async () => {
  await proxy?.close()
  await server?.stop()
})

function randomFlip(kind: string): Flip {
  const paths = [...proxy.kept.keys()].filter((path) => (kinds[kind] as RegExp).test(path))
  const path = paths[randomInt(paths.length)] as string
  const body = proxy.kept.get(path) as Buffer
  const offsets = kind === 'pages' ? readOffsets(body) : null
  const offset = offsets ? (offsets[randomInt(offsets.length)] as number) : randomInt(body.length)
  return { path, offset, mask: 1 << randomInt(8) }
}

test(`the verifier disagrees with each of ${flips} answers in which one random bit is another, and says where`, async () => {
  const names = Object.keys(kinds)
  const believed: unknown[] = []
  for (let n = 0; n < flips; n++) {
    const flip = randomFlip(names[n % names.length] as string)
    proxy.falsify(flip)
    const { agrees, problems } = await look()
    const named = problems.some(
      ({ where, code }) => where !== '' && code !== 'internal' && code !== 'unreachable',
    )
    if (agrees || !named) believed.push({ ...flip, byte: proxy.kept.get(flip.path)?.[flip.offset], problems })
  }
  proxy.falsify(null)
  expect(believed).toEqual([])
  expect((await look()).agrees).toBe(true)
}, 150_000)

test('the program ends with 1 and names the place, and with 0 when nothing was altered', async () => {
  const memory = await mkdtemp(join(tmpdir(), 'nachweis-memory-'))
  const verify = () =>
    new Promise<{ code: number | string | null; said: string }>((resolve) => {
      execFile(
        process.execPath,
        [program, proxy.baseUrl, '--memory', memory, '--lang', 'en'],
        (error, out, err) => resolve({ code: error?.code ?? 0, said: out + err }),
      )
    })
  const honest = await verify()
  expect(honest.code).toBe(0)
  expect(honest.said).toContain('We')
  for (const kind of ['document', 'tiles', 'records', 'evidence'].slice(0, cliFlips)) {
    const flip = randomFlip(kind)
    proxy.falsify(flip)
    const { code, said } = await verify()
    proxy.falsify(null)
    expect([flip, code, said.includes(flip.path)]).toEqual([flip, 1, true])
  }
  await rm(memory, { recursive: true })
}, 60_000)
