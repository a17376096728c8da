/**
 * Appends to the log on PostgreSQL with fsync: 16 writers, 100 records a transaction, as ingest does, and one record a
 * transaction, as commands do. A core's worth of appends counts the processor time of everything: writers, sequencer,
 * PostgreSQL. The peer is the same PostgreSQL inserting the same rows into one plain table without any log.
 */
import { sql } from 'kysely'
import { append, log, openLog, proofOf, readHead, startSequencer } from '../server/src/engine/log/index.ts'
import { openDatabase, type Database } from '../server/src/platform/database/database.ts'
import { migrate } from '../server/src/platform/database/migrate.ts'
import { systemClock } from '../server/src/kernel/clock.ts'
import { testPlatform } from '../test/harness/platform.ts'
import { benchPostgres, cpuSecondsOf, percentile, show } from './surroundings.ts'

const seconds = 15
const writers = 16
/** Asking for proofs costs too: few enough samples that they do not become the load. */
const samplesASecond = 8
const actor = { kind: 'system', name: 'bench' } as const
const data = { event: 'call.started', customer: 'c-1024', detail: 'x'.repeat(200) }

const postgres = await benchPostgres()
const database = await openDatabase({
  dataDir: '/nonexistent',
  databaseUrl: postgres.url,
  connectionsMax: 24,
})
await migrate(database, [log])
const platform = { ...(await testPlatform(database)), clock: systemClock }
await openLog(platform, 'bench.example/log')
const sequencer = await startSequencer(platform)

await measure('100 records a transaction, 10,000 /s offered', 100, { offered: 10_000 })
await measure('1 record a transaction, as many as it takes', 1, {})
await measure('100 records a transaction, as many as it takes', 100, {})
await measure('peer: plain table, 100 rows a transaction', 100, { plain: true })
await sequencer.stop()
await database.close()
await postgres.stop()

interface Kind {
  /** Appends a second, all writers together. */
  readonly offered?: number
  /** The peer: no log. */
  readonly plain?: boolean
}

async function measure(name: string, batch: number, { offered, plain = false }: Kind): Promise<void> {
  const logged = !plain
  if (!logged)
    await sql`create table public.plain (id uuid primary key default gen_random_uuid(), at timestamptz, body text)`.execute(
      database.reader,
    )
  const latencies: number[] = []
  const proofs: Promise<void>[] = []
  const used = cpuSecondsOf(/postgres/)
  const own = process.cpuUsage()
  const start = performance.now()
  let done = 0
  let samples = 0
  const write = async () => {
    while (performance.now() - start < seconds * 1000) {
      const ahead = offered === undefined ? 0 : (done / offered) * 1000 - (performance.now() - start)
      if (ahead > 0) await new Promise((resolve) => setTimeout(resolve, ahead))
      done += batch
      const watched = await database.transaction((tx) =>
        logged ? writeRecords(tx, batch) : writePlain(tx, batch),
      )
      const due = ((performance.now() - start) / 1000) * samplesASecond
      if (watched !== null && samples < due) {
        samples++
        // Beside the load: a writer does not wait for its proof.
        proofs.push(untilProven(database, watched).then((latency) => void latencies.push(latency)))
      }
    }
  }
  await Promise.all(Array.from({ length: writers }, write))
  const wall = (performance.now() - start) / 1000
  const { user, system } = process.cpuUsage(own)
  const cpu = (user + system) / 1e6 + cpuSecondsOf(/postgres/) - used
  show(name, `${Math.round(done / wall)} /s, ${Math.round(done / cpu)} /s a core`)
  await Promise.all(proofs)
  if (latencies.length > 0)
    show(
      '  from commit to inclusion proof, p50 and p99',
      `${Math.round(percentile(latencies, 0.5))} ms, ${Math.round(percentile(latencies, 0.99))} ms (${latencies.length} samples)`,
    )
}

async function writeRecords(tx: Parameters<typeof append>[0], batch: number): Promise<string> {
  const drafts = Array.from({ length: batch }, () => ({ type: 'bench.event', data, disclosed: false }))
  const records = await append(tx, drafts, actor, Date.now())
  return records.at(-1)!.id
}

async function writePlain(tx: Parameters<typeof append>[0], batch: number): Promise<null> {
  const bodies = Array.from({ length: batch }, () => JSON.stringify(data))
  await sql`insert into public.plain (at, body) select now(), body from unnest(${bodies}::text[]) as given (body)`.execute(
    tx,
  )
  return null
}

async function untilProven(from: Database, id: string): Promise<number> {
  const start = performance.now()
  for (;;) {
    const { rows } = await sql<{ index: number }>`select index from log.leaf where record_id = ${id}`.execute(
      from.reader,
    )
    const head = await readHead(from.reader)
    if (rows[0] && head) {
      await proofOf(from.reader, head, rows[0].index)
      return performance.now() - start
    }
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
