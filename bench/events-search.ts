/**
 * Searches among many events (10 million, or the number given) of 30 days on PostgreSQL: by actor, by free text in the last
 * day, by customer and time, a histogram of 30 days, each with other values every time; and the disk that it all takes.
 */
import { rm } from 'node:fs/promises'
import { randomInt } from 'node:crypto'
import { sql } from 'kysely'
import { addEventSource } from '../test/harness/event-source.ts'
import { addPerson } from '../test/harness/people.ts'
import { testPlatform } from '../test/harness/platform.ts'
import { sequenceAll } from '../test/harness/sequence-all.ts'
import { openDatabase } from '../server/src/platform/database/database.ts'
import { migrate } from '../server/src/platform/database/migrate.ts'
import { claims } from '../server/src/engine/claims/index.ts'
import { identity } from '../server/src/engine/identity/index.ts'
import { notifications } from '../server/src/engine/notifications/index.ts'
import { eventTree, log, openLog } from '../server/src/engine/log/index.ts'
import { events, intakeOf } from '../server/src/engine/events/index.ts'
import { buildBlock } from '../server/src/engine/events/search/build-blocks.ts'
import { histogram } from '../server/src/engine/events/search/histogram.ts'
import { parse } from '../server/src/engine/events/search/query/parse.ts'
import { resolve } from '../server/src/engine/events/search/query/resolve.ts'
import { searchPage, type Search } from '../server/src/engine/events/search/search.ts'
import { benchPostgres, given, percentile, show } from './surroundings.ts'

const count = given(10_000_000)
const days = 30
const dayMs = 86_400_000
const [batchEvents, customers, actors, rounds] = [2_000, 50, 20_000, 60]
const actions = [
  'login',
  'logout',
  'call.start',
  'call.end',
  'profile.change',
  'file.read',
  'token.use',
  'invoice.send',
]
const words = [
  'verbunden',
  'getrennt',
  'accepted',
  'refused',
  'timeout',
  'handset',
  'queue',
  'router',
  'fax',
  'trunk',
]

const postgres = await benchPostgres()
const database = await openDatabase({ dataDir: '/nowhere', databaseUrl: postgres.url, connectionsMax: 4 })
await migrate(database, [log, claims, notifications, identity, events])
const platform = await testPlatform(database)
await openLog(platform, 'bench.example')
const provider = await addPerson(platform, { kind: 'provider' })
const organisations: string[] = []
for (let n = 0; n < customers; n++) organisations.push((await addPerson(platform)).organisationId)
const source = await addEventSource(platform, provider.organisationId, 'Telefonie')

const end = platform.clock.now() + days * dayMs
const stepMs = (days * dayMs) / (count / batchEvents)
let [n, rawBytes] = [0, 0]
const started = performance.now()
let behind = Promise.resolve()
const follow = async () => {
  await sequenceAll(platform, eventTree)
  await buildBlock(platform)
}
for (let batch = 0; batch < count / batchEvents; batch++) {
  platform.clock.advance(stepMs)
  const drafts = Array.from({ length: batchEvents }, () => {
    const body = event(platform.clock.now())
    if (n % 1_000 === 0) rawBytes += JSON.stringify(body).length * 1_000
    return { body, at: null, key: null }
  })
  await intakeOf(platform).ingester.accept(source, drafts)
  await behind
  behind = follow()
}
await behind
show('loaded with leaves and blocks', `${count} in ${((performance.now() - started) / 1_000).toFixed(0)} s`)
await sql`vacuum analyze`.execute(database.reader)
const { rows } = await sql<{ n: string }>`select sum(pg_total_relation_size(c.oid)) as n from pg_class c
  join pg_namespace n on n.oid = c.relnamespace
  where (n.nspname = 'events' or (n.nspname = 'log' and relname like 'event%')) and relkind = 'r'`.execute(
  database.reader,
)
const disk = Number(rows[0]?.n)
show(
  'disk with all indexes and the tree, of the bytes as sent (bar 2)',
  `${(disk / 1e9).toFixed(2)} GB, ${(disk / rawBytes).toFixed(2)}`,
)

const anybody = () => `person-${randomInt(actors)}`
const anyone = () => organisations[randomInt(customers)] as string
await measure('by actor', () => page(null, `actor:${anybody()}`))
await measure('by free text in the last day, rare', () =>
  page(null, `k${randomInt(n - Math.floor(n / days), n).toString(36)} time:24h`),
)
await measure('by free text in the last day, usual', () =>
  page(null, `${words[randomInt(10)]} leitung time:24h`),
)
await measure('by free text in 30 days, nowhere', () => page(null, `nirgends${randomInt(1e9)}`))
await measure('by customer and time', () => {
  const from = platform.clock.now() - randomInt(1, days) * dayMs
  return page(anyone(), `time:${new Date(from).toISOString()}..${new Date(from + 3_600_000).toISOString()}`)
})
await measure('histogram of 30 days, everything', () => histogram(platform, asked(null, 'time:30d'), 60))
await measure('histogram of 30 days, one customer', () =>
  histogram(platform, asked(anyone(), 'time:30d'), 60),
)
await measure('histogram of 30 days, one actor', () =>
  histogram(platform, asked(null, `actor:${anybody()} time:30d`), 60),
)
await database.close()
await postgres.stop()
await rm(platform.environment.dataDir, { recursive: true, force: true })

function asked(organisation: string | null, q: string): Search {
  const { query, from, to, problems } = parse(q, { now: end, zone: 'Europe/Berlin' })
  if (problems.length > 0) throw new Error(`${q}: ${problems[0]?.message.en}`)
  return { scope: { organisation, from, to }, query: resolve(query, { sources: [], customers: [] }) }
}

function page(organisation: string | null, q: string) {
  return searchPage(platform, asked(organisation, q), null, 50)
}

async function measure(name: string, look: () => Promise<object>): Promise<void> {
  const times: number[] = []
  let [found, complete] = [0, true]
  for (let round = 0; round < rounds; round++) {
    const start = performance.now()
    const seen = (await look()) as {
      events?: unknown[]
      total?: number
      complete?: boolean
      searchedUntil?: unknown
    }
    times.push(performance.now() - start)
    found += seen.events?.length ?? seen.total ?? 0
    complete &&= seen.complete !== false && (seen.searchedUntil ?? null) === null
  }
  const unfinished = complete ? '' : ', some not finished in time'
  show(
    `${name}, p50 / p95 (bar 200 ms)`,
    `${percentile(times, 0.5).toFixed(0)} / ${percentile(times, 0.95).toFixed(0)} ms, ${Math.round(found / rounds)} found${unfinished}`,
  )
}

/** An event of about 400 bytes. */
function event(now: number) {
  n++
  return {
    time: now - (n % 60) * 1_000,
    customer: organisations[(n * 13) % customers] as string,
    actor: { user: { name: `person-${(n * 7919) % actors}` } },
    activity_name: actions[n % actions.length] as string,
    status: n % 9 === 0 ? 'Failure' : 'Success',
    src_endpoint: { ip: `10.${n % 200}.${(n >> 3) % 250}.${n % 250}` },
    resource: { name: `/api/v2/extension/${n % 5000}` },
    message: `${words[n % 10]} ${words[(n >> 2) % 10]} auf Leitung ${n % 3000}, Dauer ${n % 977} s, Kennung k${n.toString(36)}`,
    metadata: { version: '1.8.0', product: 'Telefonanlage' },
    severity_id: 1,
    class_uid: 3002,
  }
}
