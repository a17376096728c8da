import { execFileSync, type ChildProcess } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { measure } from '../../server/src/measures/data/encryption-in-transit/claims.ts'
import { scanTls } from '../../server/src/platform/net/tls/scan.ts'
import { suiteByCode } from '../../server/src/platform/net/tls/suites.ts'
import { freePorts } from '../harness/ports.ts'
import { claims, configurations, serverName, startNginx, type Configuration } from './tls/nginx.ts'
import { sslscan, testssl, type Opinion } from './tls/referees.ts'

const folder = mkdtempSync(join(tmpdir(), 'nachweis-referees-'))
const refereesAtOnce = 2
const allMs = 600_000
const { root, list } = configurations(folder)
const opinions = new Map<string, readonly Opinion[]>()
let ports: readonly number[] = []
let nginx: ChildProcess | undefined

// Two at a time: testssl.sh is a shell script that keeps one core busy.
beforeAll(async () => {
  ports = await freePorts(list.length)
  nginx = await startNginx(folder, list, ports)
  const waiting = list.map((configuration, place) => ({ configuration, port: ports[place] ?? 0 }))
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const { configuration, port } = next
      const first = await sslscan(port)
      const second =
        configuration.testssl === 'none'
          ? []
          : [await testssl(folder, port, root, configuration.testssl === 'brief')]
      opinions.set(configuration.id, [first, ...second])
    }
  }
  await Promise.all(Array.from({ length: refereesAtOnce }, worker))
}, allMs)

afterAll(() => {
  nginx?.kill()
  rmSync(folder, { recursive: true, force: true })
})

/** The verdicts of our own judges, with the parameters of our own claims. */
async function ours({ id }: Configuration) {
  const port = ports[list.findIndex((configuration) => configuration.id === id)] ?? 0
  const authorities = [readFileSync(root, 'utf8')]
  const signal = AbortSignal.timeout(30_000)
  const scan = await scanTls({ host: '127.0.0.1', port, serverName }, { signal, now: Date.now, authorities })
  const verdicts = claims.map((name) => {
    const claim = measure.claims.find((found) => found.id === name)
    if (!claim?.check) throw new Error(`${name} has no check`)
    return [name, claim.check.judge(scan, claim.parameters, Date.now()).verdict]
  })
  return Object.fromEntries(verdicts)
}

test.each(list)('$id: the referees and the way it is configured agree with us', async (configuration) => {
  const verdicts = await ours(configuration)
  const configured = Object.fromEntries(
    claims.map((claim) => [claim, configuration.fails.includes(claim) ? 'fails' : 'holds']),
  )
  expect(verdicts).toEqual(configured)
  for (const opinion of opinions.get(configuration.id) ?? []) {
    const looked = claims.filter((claim) => opinion[claim] !== null)
    expect(looked.length).toBeGreaterThanOrEqual(3)
    for (const claim of looked) expect([claim, opinion[claim]]).toEqual([claim, verdicts[claim]])
  }
  expect(opinions.has(configuration.id)).toBe(true)
})

test('our table names every suite as the OpenSSL of Debian does', () => {
  const lines = execFileSync('openssl', ['ciphers', '-V', '-stdname', 'ALL:COMPLEMENTOFALL:@SECLEVEL=0'], {
    encoding: 'utf8',
  })
  const suites = [...lines.matchAll(/0x(..),0x(..) - (\S+)/g)]
  expect(suites.length).toBeGreaterThan(100)
  for (const [, high, low, name] of suites)
    expect(suiteByCode(Number.parseInt(`${high}${low}`, 16))?.name).toBe(name)
})
