import { sql } from 'kysely'
import { addEventSource, storeEvents } from './event-source.ts'
import { sequenceAll } from './sequence-all.ts'
import type { TestPlatform } from './platform.ts'
import { eventTree, openLog } from '../../server/src/engine/log/index.ts'
import type { EventBody } from '../../server/src/engine/events/event.ts'
import { reconcileEvents } from '../../server/src/engine/events/retention/reconcile.ts'

/** One organisation's events over a real database, and what a test wants to know of them. */
export async function openStored(platform: TestPlatform, organisation: string) {
  await openLog(platform, 'log.example/1')
  const source = await addEventSource(platform, organisation)
  const { reader } = platform.database
  const one = async <Row>(statement: ReturnType<typeof sql<Row>>): Promise<Row[]> =>
    (await statement.execute(reader)).rows
  return {
    source,
    /** Stores events now, `count` of each class named as `dataType/purpose`. */
    async store(kind: string, count: number, body: EventBody = {}): Promise<void> {
      const [data_type, purpose] = kind.split('/') as [string, string]
      const bodies = Array.from({ length: count }, (_, n) => ({ ...body, n, data_type, purpose }))
      await storeEvents(platform, source, bodies)
    },
    /** Rows by number of the class. */
    async rows(): Promise<Record<number, number>> {
      const found = await one(
        sql<{ class: number; n: number }>`select class, count(*)::int as n from events.event group by class`,
      )
      return Object.fromEntries(found.map((row) => [row.class, row.n]))
    },
    async tables(like: string): Promise<string[]> {
      const found = await one(sql<{ name: string }>`select relname as name from pg_class
        where relname like ${like} and relkind = 'r' order by relname`)
      return found.map(({ name }) => name)
    },
    deletions: () =>
      one(
        sql<{ class: number; reason: string; n: number; logged: boolean }>`
          select class, reason, sum(count)::int as n, bool_and(record_id is not null) as logged from events.deletion
          group by class, reason order by class, reason`,
      ),
    /** Data of the log's records of a type, oldest first. */
    async records(type: string) {
      const found = await one(
        sql<{ body: string; disclosed: boolean }>`select body, disclosed from log.record
          join log.pending on record_id = record.id where type = ${type} order by position`,
      )
      return found.map(({ body, disclosed }) => ({
        disclosed,
        data: (JSON.parse(body) as { data: unknown }).data,
      }))
    },
    count: async (table: string): Promise<number> =>
      (await one(sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`))[0]?.n ?? 0,
    async reconciled() {
      await sequenceAll(platform, eventTree)
      return platform.database.snapshot((moment) =>
        reconcileEvents(moment, (below) => below - 1, platform.clock.now()),
      )
    },
  }
}

export type Stored = Awaited<ReturnType<typeof openStored>>
