import { rm } from 'node:fs/promises'
import { afterEach, expect, test } from 'vitest'
import { describeEachDatabase, scratchDatabase, type ScratchDatabase } from '../harness/databases.ts'
import { startServer, type RunningServer } from '../harness/server.ts'

const cleanups: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup()
})

async function start(database: ScratchDatabase, ports?: RunningServer['ports']): Promise<RunningServer> {
  const { dataDir, databaseUrl } = database
  const server = await startServer({ dataDir, databaseUrl, ...(ports ? { ports } : {}) })
  cleanups.push(() => server.kill9())
  return server
}

describeEachDatabase('the server', (_, kind) => {
  test('starts, survives kill -9 on the same log, and ends cleanly on SIGTERM', async () => {
    const database = await scratchDatabase(kind)
    cleanups.push(database.drop)
    const first = await start(database)
    expect((await fetch(`${first.baseUrl}/healthz`)).status).toBe(200)
    const key = await (await fetch(`${first.baseUrl}/log/key`)).text()
    expect(key).toContain('+')
    await first.kill9()
    await expect(fetch(`${first.baseUrl}/healthz`)).rejects.toThrow('fetch failed')
    const second = await start(database, first.ports)
    expect(await (await fetch(`${second.baseUrl}/log/key`)).text()).toBe(key)
    expect(await second.stop()).toBe(0)
  })
})

test('a server that cannot start says why', async () => {
  const refused = startServer({ environment: { PORT: 'eighty' } })
  await expect(refused).rejects.toThrow('PORT')
})

test('a data folder in use is refused to a second server', async () => {
  const first = await startServer()
  cleanups.push(
    () => rm(first.dataDir, { recursive: true, force: true }),
    () => first.kill9(),
  )
  await expect(startServer({ dataDir: first.dataDir })).rejects.toThrow('DATA_DIR')
  expect((await fetch(`${first.baseUrl}/healthz`)).status).toBe(200)
})
