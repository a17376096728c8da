/**
 * Appends to the log on PostgreSQL with fsync: 4 writers, 100 records a transaction, as ingest does, and one record a
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
const writers = 4
const actor = { kind: 'system', name: 'bench' } as const
const data = { event: 'call.started', customer: 'c-1024', detail: 'x'.repeat(200) }

const postgres = await benchPostgres()
const database = await openDatabase({
  dataDir: '/nonexistent',
  databaseUrl: postgres.url,
  connectionsMax: 10,
})
await migrate(database, [log])
const platform = { ...(await testPlatform(database)), clock: systemClock }
await openLog(platform, 'bench.example/log')
const sequencer = await startSequencer(platform)

await measure('100 records a transaction', 100, true)
await measure('1 record a transaction', 1, true)
await measure('peer: plain table, 100 rows a transaction', 100, false)
await sequencer.stop()
await database.close()
await postgres.stop()

async function measure(name: string, batch: number, logged: boolean): Promise<void> {
  if (!logged)
    await sql`create table public.plain (id uuid primary key default gen_random_uuid(), at timestamptz, body text)`.execute(
      database.reader,
    )
  const latencies: number[] = []
  const used = cpuSecondsOf(/postgres/)
  const own = process.cpuUsage()
  const start = performance.now()
  let done = 0
  const write = async () => {
    while (performance.now() - start < seconds * 1000) {
      const watched = await database.transaction((tx) =>
        logged ? writeRecords(tx, batch) : writePlain(tx, batch),
      )
      done += batch
      if (watched !== null && done % (batch * 20) < batch)
        latencies.push(await untilProven(database, watched))
    }
  }
  await Promise.all(Array.from({ length: writers }, write))
  const wall = (performance.now() - start) / 1000
  const { user, system } = process.cpuUsage(own)
  const cpu = (user + system) / 1e6 + cpuSecondsOf(/postgres/) - used
  show(name, `${Math.round(done / wall)} /s, ${Math.round(done / cpu)} /s a core`)
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
