import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { requireDone } from '../../server/src/engine/identity/probe/sign-in.ts'
import { until, withoutBrowser } from '../harness/operate.ts'
import { startPostgres, type Postgres } from '../harness/postgres.ts'
import { startServer, type RunningServer } from '../harness/server.ts'
import { setUpOwner } from '../harness/signed-in.ts'
import { logger, startRsyslog, type Sender } from './syslog/programs.ts'

const events = 4_000
/** The one index of this test. */
const index = 'rsyslog-2026'

/** rsyslog's own output for Elasticsearch: `_bulk`, with an id that it makes of the message. */
const output = (port: number, token: string, folder: string) => [
  'module(load="omelasticsearch")',
  'template(name="event" type="list" option.jsonf="on") {',
  '  property(outname="@timestamp" name="timereported" dateFormat="rfc3339" format="jsonf")',
  '  property(outname="message" name="msg" format="jsonf")',
  '  property(outname="user.name" name="programname" format="jsonf")',
  '}',
  'template(name="id" type="string" string="%msg:R,ERE,0,DFLT:event-[0-9a-f]+-[0-9]+--end%")',
  `if $programname == "anna" then action(type="omelasticsearch" server="http://127.0.0.1:${port}/elastic" uid="events" pwd="${token}"`,
  `  searchIndex="${index}" searchType="" bulkmode="on" template="event" dynBulkId="on" bulkId="id"`,
  `  writeoperation="create" errorfile="${folder}/refused" action.resumeRetryCount="-1"`,
  '  action.resumeInterval="1" queue.type="linkedList" queue.size="20000" queue.dequeueBatchSize="100")',
]

let database: Postgres
let server: RunningServer
let client: pg.Client
let sender: Sender
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nachweis-elastic-'))
  database = await startPostgres()
  const databaseUrl = database.url('postgres')
  server = await startServer({ environment: withoutBrowser, databaseUrl, dataDir: folder })
  client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  sender = await startRsyslog(join(folder, 'rsyslog'), output(server.ports.http, await makeToken(), folder))
}, 180_000)
afterAll(async () => {
  await sender?.stop()
  await client?.end()
  await server?.stop()
  await database?.stop()
  await rm(folder, { recursive: true, force: true })
})

async function makeToken(): Promise<string> {
  const { caller, organisation } = await setUpOwner(server)
  const path = `/api/v1/organisations/${organisation}/event-sources`
  const made = await requireDone(caller.call('POST', path, { name: 'rsyslog' }))
  const tokens = `${path}/${String(made.body['id'])}/tokens`
  const { body } = await requireDone(caller.call('POST', tokens, { name: 'rsyslog', days: 90 }))
  return String(body['secret'])
}

async function stored(run: string): Promise<Record<string, unknown>[]> {
  const { rows } = await client.query<{ body: string }>(
    `select body from events.event where body like '%event-' || $1 || '-%'`,
    [run],
  )
  return rows.map(({ body }) => JSON.parse(body) as Record<string, unknown>)
}

test("rsyslog's output for Elasticsearch delivers each event once, through a kill -9 of the server", async () => {
  const run = randomBytes(4).toString('hex')
  const lines = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, n) => `event-${run}-${from + n} happened\n`).join('')
  const words = ['--socket', sender.socket, '--tag', 'anna']
  await logger(words, lines(0, events / 2))
  await until('something is stored', async () => (await stored(run)).length > 0)
  await server.kill9()
  await logger(words, lines(events / 2, events))
  const { dataDir, ports } = server
  server = await startServer({
    environment: withoutBrowser,
    databaseUrl: database.url('postgres'),
    dataDir,
    ports,
  })
  await until('all are stored', async () => (await stored(run)).length >= events)
  const all = await stored(run)
  expect(all).toHaveLength(events)
  expect(new Set(all.map((body) => String(body['message']).trim())).size).toBe(events)
  expect(all[0]).toMatchObject({ 'user.name': 'anna', 'elastic.index': index })
  const { rows } = await client.query(
    `select distinct actor, flags from events.event join events.source on source.number = event.source
     where source.name = 'rsyslog'`,
  )
  expect(rows).toEqual([{ actor: 'anna', flags: 0 }])
  // What rsyslog was refused stands here: nothing but what was stored before the kill, and not acknowledged.
  const refused = await readFile(join(folder, 'refused'), 'utf8').catch(() => '')
  for (const status of refused.matchAll(/"status": *(\d+)/g)) expect([201, 409]).toContain(Number(status[1]))
})
