import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sourceToken } from '../harness/event-source.ts'
import { post, until, verify, withoutBrowser } from '../harness/operate.ts'
import { startPostgres } from '../harness/postgres.ts'
import { startServer, type RunningServer } from '../harness/server.ts'
import { setUpOwner } from '../harness/signed-in.ts'

const requests = 40
const eventsOfRequest = 100
/** Longer than the lease of a sequencer that was killed. */
const takeOverMs = 60_000

let postgres: Awaited<ReturnType<typeof startPostgres>>
let database: pg.Client
let folders: string[]
let servers: [RunningServer, RunningServer]
let token: string

beforeAll(async () => {
  postgres = await startPostgres()
  folders = await Promise.all([0, 1].map(() => mkdtemp(join(tmpdir(), 'nachweis-two-'))))
  const [first, second] = folders as [string, string]
  const options = {
    databaseUrl: postgres.url('postgres'),
    environment: { ...withoutBrowser, PUBLIC_URL: 'http://localhost:18080' },
  }
  const one = await startServer({ ...options, dataDir: first })
  token = await sourceToken(await setUpOwner(one))
  await cp(join(first, 'keys'), join(second, 'keys'), { recursive: true })
  servers = [one, await startServer({ ...options, dataDir: second })]
  database = new pg.Client({ connectionString: postgres.url('postgres') })
  await database.connect()
}, 180_000)

afterAll(async () => {
  await database?.end()
  await Promise.all((servers ?? []).map((server) => server.kill9()))
  await postgres?.stop()
  for (const folder of folders ?? []) await rm(folder, { recursive: true, force: true })
})

async function send(server: RunningServer, request: number): Promise<{ stored: number; repeated: number }> {
  const events = Array.from({ length: eventsOfRequest }, (_, n) =>
    JSON.stringify({ id: `${request}-${n}`, actor: `actor-${request}`, action: 'login' }),
  )
  const answer = await fetch(`${server.baseUrl}/api/v1/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson' },
    body: events.join('\n'),
  })
  expect(answer.status).toBe(200)
  return (await answer.json()) as { stored: number; repeated: number }
}

const inTurn = (n: number) => servers[n % 2 === 0 ? 0 : 1]
const count = async (query: string): Promise<number> => Number((await database.query(query)).rows[0].n)
const stored = () => count(`select count(*) as n from events.event where actor like 'actor-%'`)
const leavesOwed = () =>
  count(
    'select (select count(*) from events.event) - (select coalesce(max(first_leaf + count), 0) from log.event_batch) as n',
  )

test('both take events, each stored once whichever it is sent to, and one sequencer numbers them', async () => {
  const answers = await Promise.all(Array.from({ length: requests }, (_, n) => send(inTurn(n), n)))
  expect(answers).toEqual(
    answers.map(() => expect.objectContaining({ stored: eventsOfRequest, repeated: 0 })),
  )
  const again = await Promise.all(Array.from({ length: requests }, (_, n) => send(inTurn(n), n)))
  expect(again.every(({ repeated }) => repeated === eventsOfRequest)).toBe(true)
  expect(await stored()).toBe(requests * eventsOfRequest)
  await until('every event is a leaf', async () => (await leavesOwed()) === 0, takeOverMs)
  for (const server of servers) expect((await verify(server, null)).problems).toEqual([])
})

test('when one is killed the other takes events and numbers them on', async () => {
  const [gone, left] = servers
  const { memory } = await verify(gone, null)
  await gone.kill9()
  for (let request = requests; request < 2 * requests; request++) await send(left, request)
  expect(await stored()).toBe(2 * requests * eventsOfRequest)
  await until('every event is a leaf', async () => (await leavesOwed()) === 0, takeOverMs)
  expect((await verify(left, memory)).problems).toEqual([])
  expect((await post(left, '/api/v1/checks/audit-log/events-complete/run'))?.text).toContain('"holds"')
})
