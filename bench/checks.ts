/**
 * What a judged check costs in processor time beside its I/O, on PostgreSQL: judge, evidence, leaf, status. The observation
 * is a recorded TLS scan that four claims judge, among a catalogue of all measures. Peer: inserting the same number of rows
 * of the same size in one transaction, without evidence, leaf and status.
 */
import { readFile } from 'node:fs/promises'
import { sql } from 'kysely'
import {
  claims,
  observe,
  publish,
  recordEvidence,
  registry,
  type Observer,
} from '../server/src/engine/claims/index.ts'
import { log, openLog, startSequencer } from '../server/src/engine/log/index.ts'
import { systemClock } from '../server/src/kernel/clock.ts'
import { measureModules } from '../server/src/measures/index.ts'
import { openDatabase } from '../server/src/platform/database/database.ts'
import { migrate } from '../server/src/platform/database/migrate.ts'
import { testPlatform } from '../test/harness/platform.ts'
import { benchPostgres, show } from './surroundings.ts'

const runs = 400
const warmRuns = 50
const observerId = 'tls-scan'

const fixture = new URL(
  '../server/src/measures/data/encryption-in-transit/checks/fixtures/good-ec.json',
  import.meta.url,
)
const scan: unknown = JSON.parse(await readFile(fixture, 'utf8'))
const postgres = await benchPostgres()
const database = await openDatabase({ dataDir: '/nonexistent', databaseUrl: postgres.url, connectionsMax: 5 })
await migrate(database, [log, claims, ...measureModules])
const platform = { ...(await testPlatform(database)), clock: systemClock }
const catalogue = registry(
  measureModules.map((module) => ({ ...module, measures: (module.measures ?? []).map(withoutIo) })),
)
await openLog(platform, 'bench.example/checks')
await publish(platform, catalogue)
const sequencer = await startSequencer(platform)
const observer = catalogue.observers.get(observerId) as Observer
const [target] = observer.targets(platform.configuration(), platform)
const judged = catalogue.checksOf.get(observer)!.length

const cost = await milliseconds(async () => {
  const observed = await observe(platform, catalogue, observer, target!)
  await recordEvidence(platform, observed, { kind: 'system', name: 'bench' })
})
await sql`create table public.plain (id uuid primary key default gen_random_uuid(), body text)`.execute(
  database.reader,
)
const bodies = Array.from({ length: judged }, () => 'x'.repeat(1000))
const peer = await milliseconds(() =>
  database.transaction(async (tx) => {
    await sql`insert into public.plain (body) select unnest(${bodies}::text[])`.execute(tx)
  }),
)
show('processor time a judged check', `${(cost / judged).toFixed(2)} ms (${judged} checks an observation)`)
show('peer: plain insert a row', `${(peer / judged).toFixed(2)} ms (check/peer ${(cost / peer).toFixed(1)})`)
await sequencer.stop()
await database.close()
await postgres.stop()

/** The same checks over an observation that is there already. */
function withoutIo<M extends { claims: readonly { check?: { observer: Observer } }[] }>(measure: M): M {
  const instant = new Map<Observer, Observer>()
  const still = (each: Observer): Observer => {
    if (each.id !== observerId) return each
    if (!instant.has(each)) instant.set(each, { ...each, observe: async () => scan })
    return instant.get(each)!
  }
  return {
    ...measure,
    claims: measure.claims.map((claim) =>
      claim.check ? { ...claim, check: { ...claim.check, observer: still(claim.check.observer) } } : claim,
    ),
  }
}

/** Processor milliseconds of this process for one run, once warm. */
async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  for (let run = 0; run < warmRuns; run++) await work()
  const before = process.cpuUsage()
  for (let run = 0; run < runs; run++) await work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000 / runs
}
