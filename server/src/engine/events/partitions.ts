import { sql } from 'kysely'
import { retentionClasses, type RetentionClass } from './classes.ts'
import { batchAt } from './event.ts'
import type { Platform } from '../../platform/platform.ts'
import { keepNoStatistics } from './retention/no-statistics.ts'

const dayMs = 86_400_000
/** Periods that are made ahead of time. */
const ahead = 2

/** How much time a partition holds, in days: little enough that what is dropped with it is not long over its limit. */
export const partitionDays = (days: number): number => (days <= 31 ? 1 : days <= 400 ? 7 : 30)

export interface Period {
  /** ms since the epoch, the end not included. */
  readonly from: number
  readonly to: number
  readonly table: string
}

/** The partition of a class that holds what is received at a moment. */
export function periodAt({ id, days }: Pick<RetentionClass, 'id' | 'days'>, now: number, later = 0): Period {
  const widthMs = partitionDays(days) * dayMs
  const from = (Math.floor(now / widthMs) + later) * widthMs
  const name = new Date(from).toISOString().slice(0, 10).replaceAll('-', '')
  return { from, to: from + widthMs, table: `event_c${id}_${name}` }
}

/** Makes the partitions of all classes for a moment and some time ahead; those that are there stay as they are. */
export async function makePartitions(platform: Pick<Platform, 'database'>, now: number): Promise<void> {
  for (const each of retentionClasses) {
    const periods = Array.from({ length: ahead + 1 }, (_, later) => periodAt(each, now, later))
    await platform.database.transaction(async (tx) => {
      // Two servers that make the same table at the same moment would both fail.
      await sql`select pg_advisory_xact_lock(${lockKey})`.execute(tx)
      const parent = sql.id('events', `event_c${each.id}`)
      await sql`create table if not exists ${parent} partition of events.event for values in (${sql.lit(each.id)})
        partition by range (batch)`.execute(tx)
      await keepNoStatistics(tx, `event_c${each.id}`)
      for (const { from, to, table } of periods) {
        await sql`create table if not exists ${sql.id('events', table)} partition of ${parent}
          for values from (${sql.lit(batchAt(from))}) to (${sql.lit(batchAt(to))})`.execute(tx)
        await keepNoStatistics(tx, table)
      }
    })
  }
}

const lockKey = 0x6c6f_6702
