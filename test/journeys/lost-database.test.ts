import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, inject, test } from 'vitest'
import { claimsOf, get, publishedRecords, verify, withoutBrowser, writer } from '../harness/operate.ts'
import { startPostgres } from '../harness/postgres.ts'
import { startServer } from '../harness/server.ts'

const awayMs = 8_000
const backMs = 30_000
/** A probe of an orchestrator waits no longer. */
const probeMs = 5_000

const cleanups: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup()
})

async function start() {
  const postgres = await startPostgres({ fsync: true })
  cleanups.push(() => postgres.stop())
  const dataDir = await mkdtemp(join(tmpdir(), 'nachweis-lost-'))
  cleanups.push(() => rm(dataDir, { recursive: true, force: true }))
  const server = await startServer({
    environment: withoutBrowser,
    dataDir,
    databaseUrl: postgres.url('postgres'),
  })
  cleanups.push(() => server.kill9())
  return { postgres, server }
}

const evidenceIds = async (server: { baseUrl: string }) =>
  (await publishedRecords(server))
    .filter(({ type }) => type === 'claims.evidence-recorded')
    .map(({ id, at }) => ({ id, at: Date.parse(at) }))

test.skipIf(inject('postgresUrl') === null)(
  'a database that was lost is said clearly, and when it is back everything goes on',
  async () => {
    const { postgres, server } = await start()
    const { write, acknowledged } = writer(server, 'provider/established')
    expect((await write('before'))?.status).toBe(200)
    const memory = (await verify(server, null)).memory
    expect(memory).not.toBeNull()

    await postgres.kill9()
    const lostAt = Date.now()
    const seen = new Map<string, Set<string>>()
    while (Date.now() - lostAt < awayMs) {
      for (const path of [
        '/healthz',
        '/readyz',
        '/en/',
        '/trust.json',
        '/log/checkpoint',
        '/api/v1/measures',
      ]) {
        const answer = await get(server, path, path === '/en/' ? 'text/html' : '*/*')
        const told =
          answer?.status === 503
            ? `503 ${/database|That did not work/.test(answer.text) ? 'database' : answer.text}`
            : String(answer?.status)
        seen.set(path, (seen.get(path) ?? new Set()).add(told))
      }
      expect((await write('while it is away'))?.status).toBe(503)
    }
    const backAt = Date.now()
    expect([...(seen.get('/healthz') ?? [])]).toEqual(['200'])
    // An answer kept for a moment may still be served once; after that every one says what is missing.
    for (const [path, told] of seen)
      if (path !== '/healthz')
        expect([path, [...told].filter((word) => word !== '200')]).toEqual([path, ['503 database']])

    await postgres.restart()
    await expect.poll(async () => (await get(server, '/readyz'))?.status, { timeout: backMs }).toBe(200)
    await expect.poll(async () => (await write(`after ${Date.now()}`))?.status, { timeout: backMs }).toBe(200)
    const report = await verify(server, memory)
    expect(report.problems).toEqual([])
    const records = await publishedRecords(server)
    expect(records.map(({ data }) => (data as { reason?: string }).reason)).toEqual(
      expect.arrayContaining(acknowledged),
    )
    expect(acknowledged).not.toContain('while it is away')
    const during = (await evidenceIds(server)).filter(({ at }) => at > lostAt + 1_000 && at < backAt)
    expect(during).toEqual([])
    expect((await claimsOf(server)).filter(({ status }) => status === 'holding').length).toBe(
      report.claims.filter(({ status }) => status === 'holding').length,
    )
    expect(await server.stop()).toBe(0)
  },
  90_000,
)

test.skipIf(inject('postgresUrl') === null)(
  'a database that hangs without a word does not hang the server',
  async () => {
    const { postgres, server } = await start()
    const processes = await postgres.processes()
    for (const pid of processes) process.kill(pid, 'SIGSTOP')
    try {
      expect((await get(server, '/healthz'))?.status).toBe(200)
      const asked = performance.now()
      await expect.poll(async () => (await get(server, '/readyz'))?.status, { timeout: probeMs }).toBe(503)
      expect(performance.now() - asked).toBeLessThan(probeMs)
      expect((await get(server, '/healthz'))?.status).toBe(200)
    } finally {
      for (const pid of processes.toReversed()) process.kill(pid, 'SIGCONT')
    }
    await expect.poll(async () => (await get(server, '/readyz'))?.status, { timeout: backMs }).toBe(200)
    expect((await verify(server, null)).problems).toEqual([])
  },
  60_000,
)
