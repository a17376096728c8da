/**
 * Events over HTTP into a real server on PostgreSQL, generator on the same machine: NDJSON as fast as it is acknowledged,
 * then how long an event takes to be found and to be proved while 5,000 a second come in. The peer is COPY of the same
 * rows into a table without anything.
 */
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { newId } from '../server/src/kernel/id.ts'
import { newToken, secretHash } from '../server/src/engine/identity/secret.ts'
import { openReceiver } from '../server/src/engine/events/push/testing/receiver.ts'
import { requireDone } from '../server/src/engine/identity/probe/sign-in.ts'
import { startServer } from '../test/harness/server.ts'
import { setUpOwner } from '../test/harness/signed-in.ts'
import { withoutBrowser } from '../test/harness/operate.ts'
import { benchPostgres, cpuSecondsOf, given, percentile, residentMegabytes, show } from './surroundings.ts'

const seconds = given(60)
const run = promisify(execFile)
const postgres = await benchPostgres()
const receiver = await openReceiver(Date.now)
const server = await startServer({
  databaseUrl: postgres.url,
  environment: withoutBrowser,
  configuration: `provider:\n  name: Anbieter GmbH\n  contact: a@b.example\noutgoing:\n  privateHosts: ['${receiver.host}']\n`,
})
const owner = await setUpOwner(server)
const database = new pg.Client({ connectionString: postgres.url })
await database.connect()
const token = await makeSource()

interface Sent {
  readonly acknowledged: number
  readonly elapsed: number
  readonly times: readonly number[]
  readonly bytes: number
}

const sender = async (...given: (string | number)[]): Promise<Sent> => {
  const file = join(import.meta.dirname, 'events-sender.ts')
  const { stdout } = await run(process.execPath, [file, server.baseUrl, token, ...given.map(String)], {
    maxBuffer: 1e9,
  })
  return JSON.parse(stdout) as Sent
}

await firstChecks()
await sender(3, 2, 1_000)
const [before, postgresBefore] = [cpuSecondsOf(/dist\/main\.js/), cpuSecondsOf(/postgres/)]
const full = await sender(seconds, 4, 2_000)
show('an event as it is sent', `${full.bytes} bytes`)
show(`NDJSON, acknowledged, ${seconds} s`, `${Math.round(full.acknowledged / full.elapsed)} /s`)
show(
  'a request of 2,000, p50 and p99',
  `${percentile(full.times, 0.5).toFixed(0)} ms, ${percentile(full.times, 0.99).toFixed(0)} ms`,
)
const cpu = (from: number, pattern: RegExp) =>
  (((cpuSecondsOf(pattern) - from) / full.acknowledged) * 1e6).toFixed(1)
show(
  'processor time an event: server, PostgreSQL',
  `${cpu(before, /dist\/main\.js/)} µs, ${cpu(postgresBefore, /postgres/)} µs`,
)
show(
  'leaves behind at the end',
  `${await number('select coalesce(sum(length(entries)), 0) / 33 as n from log.event_pending')}`,
)
show(
  'events not in a block at the end',
  `${await number('select count(*) as n from events.event where batch > (select coalesce(max(last_batch), 0) from events.block)')}`,
)
show('memory of the server', `${residentMegabytes(server.pid).toFixed(0)} MB`)
const events = await number('select count(*) as n from events.event')
const disk = await number(
  "select sum(pg_total_relation_size(c.oid)) as n from pg_class c join pg_namespace n on n.oid = c.relnamespace where (n.nspname = 'events' or (n.nspname = 'log' and relname like 'event%')) and relkind = 'r'",
)
show(
  'disk an event, of its bytes as sent',
  `${(disk / events).toFixed(0)} bytes, ${(disk / events / full.bytes).toFixed(2)}`,
)
await sender(3, 2, 1_000, 0, 'otlp')
const otlp = await sender(seconds / 2, 4, 2_000, 0, 'otlp')
show(
  `OTLP protobuf, acknowledged, ${seconds / 2} s (bar 10,000)`,
  `${Math.round(otlp.acknowledged / otlp.elapsed)} /s`,
)
await soon()
await followed()
await receiver.close()
await database.end()
await server.stop()
await postgres.stop()

/** How long it takes until an event is found, and until its proof is there, while 5,000 a second come in. */
async function soon(): Promise<void> {
  const [rounds, background] = [200, 5_000]
  const busy = sender(45, 2, 500, background)
  const base = `/api/v1/organisations/${owner.organisation}/events`
  const [found, proved]: [number[], number[]] = [[], []]
  for (let round = 0; round < rounds; round++) {
    const word = `sonde${round}x${Date.now().toString(36)}`
    const sent = await fetch(`${server.baseUrl}/api/v1/events`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ message: word }),
    })
    const start = performance.now()
    const { ids } = (await sent.json()) as { ids: string[] }
    const isFound = async () => {
      while (((await ask(`${base}?q=${word}`)).body['events'] as unknown[] | undefined)?.length !== 1);
      found.push(performance.now() - start)
    }
    const isProved = async () => {
      while ((await ask(`${base}/${ids[0]}/proof`)).status !== 200)
        await new Promise((resolve) => setTimeout(resolve, 20))
      proved.push(performance.now() - start)
    }
    await Promise.all([isFound(), isProved()])
  }
  await busy
  const both = (times: readonly number[]) =>
    `${percentile(times, 0.5).toFixed(0)} / ${percentile(times, 0.99).toFixed(0)} ms`
  show('acknowledged to found, p50 / p99, at 5,000 /s (bar 2 s)', both(found))
  show('acknowledged to proof, p50 / p99, at 5,000 /s (bar 1 s)', both(proved))
}

/** Waits until the server is through its first round of checks: those take both cores for some 20 s after the start. */
async function firstChecks(): Promise<void> {
  const [everyMs, idleShare, waitMs] = [2_000, 0.25, 120_000]
  const deadline = performance.now() + waitMs
  for (let used = Infinity; used > idleShare && performance.now() < deadline;) {
    const from = cpuSecondsOf(/dist\/main\.js/)
    await new Promise((resolve) => setTimeout(resolve, everyMs))
    used = (cpuSecondsOf(/dist\/main\.js/) - from) / (everyMs / 1_000)
  }
}

/** The first measurement once more, while a webhook and a live stream look at every event. */
async function followed(): Promise<void> {
  const [duration, gone] = [Math.min(seconds, 20), new AbortController()]
  const base = `/api/v1/organisations/${owner.organisation}`
  const webhook = { url: receiver.url, description: 'bench', query: 'actor:person-7' }
  await requireDone(owner.caller.call('POST', `${base}/push-endpoints`, webhook))
  const cookie = [...owner.caller.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const stream = await fetch(`${server.baseUrl}${base}/event-stream?q=outcome:failure`, {
    headers: { cookie },
    signal: gone.signal,
  })
  let streamed = 0
  const reading = (async () => {
    for await (const chunk of stream.body ?? [])
      streamed += Buffer.from(chunk).toString('latin1').split('\ndata:').length - 1
  })().catch(() => {})
  const sent = await sender(duration, 4, 2_000)
  show(
    `NDJSON with a webhook and a live stream, ${duration} s (bar: 3/4)`,
    `${Math.round(sent.acknowledged / sent.elapsed)} /s, ${((sent.acknowledged / sent.elapsed / (full.acknowledged / full.elapsed)) * 100).toFixed(0)} %`,
  )
  show('delivered, streamed meanwhile', `${receiver.arrived.length}, ${streamed} (${stream.status})`)
  gone.abort()
  await reading
}

function ask(path: string) {
  return owner.caller.call('GET', path)
}

async function number(query: string): Promise<number> {
  return Number((await database.query<{ n: string }>(query)).rows[0]?.n)
}

/** A source of the provider, as its table keeps it. */
async function makeSource(): Promise<string> {
  const [id, secret, now] = [newId(Date.now()), newToken('nwe'), new Date()]
  await database.query(
    'insert into events.source (id, organisation_id, name, settings, created_at) values ($1, $2, $3, $4, $5)',
    [id, owner.organisation, 'bench', {}, now],
  )
  await database.query(
    'insert into events.source_token (id, source_id, hash, name, created_at) values ($1, $2, $3, $4, $5)',
    [newId(Date.now()), id, secretHash(secret), 'bench', now],
  )
  return secret
}
