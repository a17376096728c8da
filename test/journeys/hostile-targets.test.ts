import { rm } from 'node:fs/promises'
import { afterEach, expect, test } from 'vitest'
import { startHostileServers } from '../harness/hostile-servers.ts'
import { claimsOf, get, post, until, verify, withoutBrowser } from '../harness/operate.ts'
import { startServer } from '../harness/server.ts'

/** The longest that a scan may take is 60 s; the slow ones run two at a time beside the quick ones. */
const allConcludedMs = 150_000
const ownConcludedMs = 90_000
const scanClaims = ['protocols', 'cipher-suites', 'key-size', 'certificate'].map(
  (name) => `encryption-in-transit/${name}`,
)

const cleanups: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup()
})

test('hostile targets end as unknown with a reason, and never stop other checks', async () => {
  const hostile = await startHostileServers()
  cleanups.push(() => hostile.close())
  const endpoints = [...hostile.kinds.keys()].map((port) => `  - url: https://127.0.0.1:${port}/\n`).join('')
  const server = await startServer({
    environment: withoutBrowser,
    configuration: `provider:\n  name: Prüf GmbH\n  contact: a@example.de\nendpoints:\n${endpoints}`,
  })
  cleanups.push(() => rm(server.dataDir, { recursive: true, force: true }))
  cleanups.push(() => server.kill9())
  const started = performance.now()
  const evidenceOf = async (id: string) =>
    (await claimsOf(server)).find((claim) => claim.id === id)?.evidence ?? []

  // Our own, whatever the others do: another observer on demand, and the schedule by itself.
  await until(
    'our own TLS was looked at',
    async () =>
      (await evidenceOf(scanClaims[0] as string)).some(({ target }) =>
        target.includes(`:${server.ports.https}`),
      ),
    ownConcludedMs,
  )
  expect((await post(server, '/api/v1/checks/audit-log/complete/run'))?.text).toContain('"verdict":"holds"')
  await until(
    'the log was tampered with on a copy',
    async () => (await evidenceOf('audit-log/tamper-byte')).length > 0,
    ownConcludedMs,
  )

  const concluded = async () =>
    new Set((await evidenceOf(scanClaims[0] as string)).map(({ target }) => target))
  await until(
    'every target was looked at',
    async () => (await concluded()).size === hostile.kinds.size + 1,
    allConcludedMs,
  )
  const seconds = (performance.now() - started) / 1000
  for (const id of scanClaims) {
    for (const { target, verdict, code, observed } of await evidenceOf(id)) {
      const kind = hostile.kinds.get(Number(new URL(target.split(' ')[0] as string).port))
      if (kind === undefined) continue
      expect([id, kind, verdict]).toEqual([id, kind, 'unknown'])
      expect([id, kind, code]).not.toEqual([id, kind, 'judge-failed'])
      expect(observed.de.length * observed.en.length, `${kind} gives no reason`).toBeGreaterThan(100)
    }
  }
  expect(
    (await claimsOf(server)).filter(({ id, status }) => scanClaims.includes(id) && status === 'holding'),
  ).toEqual([])
  expect((await get(server, '/readyz'))?.status).toBe(200)
  expect((await verify(server, null)).problems).toEqual([])
  expect(seconds).toBeLessThan(allConcludedMs / 1000)
}, 240_000)
