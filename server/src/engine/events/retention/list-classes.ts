import { sql } from 'kysely'
import { day, isoTime } from '../../../kernel/clock.ts'
import type { Reader } from '../../../platform/database/database.ts'
import { receivedAt } from '../event.ts'
import { partitionDays } from '../partitions.ts'
import { knownActors } from '../../identity/index.ts'
import { holdsByClass, isHeld } from './holds/covered.ts'
import { partitionsOf } from './partitions-of.ts'
import { isDuty, readPeriods, type EffectivePeriod } from './periods.ts'

/** The oldest event of a class that must go by its period; times in ms since the epoch, null where there is none. */
export interface OldestOfClass {
  readonly class: EffectivePeriod['class']
  readonly days: number
  /** When the oldest event was received, whether or not a hold keeps it. */
  readonly oldestAt: number | null
  /** The oldest that no hold covers. */
  readonly oldestFreeAt: number | null
}

/** Of every class, its period and its oldest event. `now` in ms since the epoch. */
export async function oldestOfClasses(reader: Reader, now: number): Promise<OldestOfClass[]> {
  const found: OldestOfClass[] = []
  for (const { class: each, days } of await readPeriods(reader)) {
    const oldestAt = await oldest(reader, each.id, sql`true`)
    // Within its period nothing has to be told apart.
    const past = oldestAt !== null && oldestAt < now - days * day
    const oldestFreeAt = past ? await oldest(reader, each.id, sql`not ${isHeld(now)}`) : oldestAt
    found.push({ class: each, days, oldestAt, oldestFreeAt })
  }
  return found
}

async function oldest(reader: Reader, id: number, where: ReturnType<typeof sql>): Promise<number | null> {
  const { rows } = await sql<{ batch: number }>`select e.batch from events.event e
    where e.class = ${sql.lit(id)} and ${where} order by e.batch limit 1`.execute(reader)
  return rows[0] ? receivedAt(rows[0].batch) : null
}

/** Every class as the contract tells it. */
export async function listClasses(reader: Reader, now: number) {
  const periods = await readPeriods(reader)
  const counts = await estimatedCounts(reader)
  const oldestAt = await oldestOfClasses(reader, now)
  const holds = await holdsByClass(reader, now)
  const changers = await knownActors(
    reader,
    periods.flatMap(({ changedBy }) => changedBy ?? []),
  )
  return periods.map(({ class: each, days, reason, changedAt, changedBy }, at) => ({
    id: each.id,
    dataType: each.dataType,
    purpose: each.purpose,
    days,
    defaultDays: each.days,
    source: each.source,
    keptByLaw: isDuty(each),
    reason,
    changedAt: changedAt === null ? null : isoTime(changedAt.getTime()),
    changedBy: changedBy === null ? null : (changers.get(changedBy)?.name ?? null),
    partitionDays: partitionDays(each.days),
    oldestReceivedAt: iso(oldestAt[at]?.oldestAt),
    oldestFreeAt: iso(oldestAt[at]?.oldestFreeAt),
    holds: holds.get(each.id) ?? 0,
    heldBeyondPeriod: oldestAt[at]?.oldestAt !== oldestAt[at]?.oldestFreeAt,
    estimatedCount: counts.get(each.id) ?? 0,
  }))
}

const iso = (time: number | null | undefined) => (time === null || time === undefined ? null : isoTime(time))

/** Small partitions are counted, and those that nobody has estimated yet are up to here. */
const countedMax = 10_000

async function estimatedCounts(reader: Reader): Promise<ReadonlyMap<number, number>> {
  const { rows } = await sql<{ table: string; n: number }>`
    select c.relname as "table", c.reltuples::float8 as n from pg_class c
    join pg_namespace s on s.oid = c.relnamespace where s.nspname = 'events' and c.relkind = 'r'`.execute(
    reader,
  )
  const estimates = new Map(rows.map(({ table, n }) => [table, n]))
  const counts = new Map<number, number>()
  for (const { table, class: id } of await partitionsOf(reader)) {
    const estimate = estimates.get(table) ?? -1
    const count = estimate > countedMax ? estimate : await countUpTo(reader, table)
    counts.set(id, (counts.get(id) ?? 0) + Math.round(count))
  }
  return counts
}

async function countUpTo(reader: Reader, table: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::float8 as n
    from (select from ${sql.id('events', table)} limit ${countedMax}) as counted`.execute(reader)
  return rows[0]?.n ?? 0
}
