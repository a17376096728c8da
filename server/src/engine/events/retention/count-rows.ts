import { sql, type RawBuilder } from 'kysely'
import type { Clock } from '../../../kernel/clock.ts'
import type { Reader } from '../../../platform/database/database.ts'
import { partitionsOf, type Partition } from './partitions-of.ts'

/** Somebody looks at a screen and waits: what is counted until then is told. */
const countMs = 5_000
const stepRows = 20_000

export interface CountedRows {
  readonly count: number
  /** False: the time allowed ended; there may be more. */
  readonly complete: boolean
}

/**
 * How many events `e` a condition finds, of one class (null: all) and received before a batch, oldest first, in small
 * steps until the time allowed ends.
 */
export async function countRowsWhere(
  reader: Reader,
  clock: Clock,
  asked: {
    readonly class: number | null
    readonly before: number
    readonly where: RawBuilder<unknown>
  },
): Promise<CountedRows> {
  const until = clock.monotonic() + countMs
  let count = 0
  for (const partition of await partitionsOf(reader)) {
    if ((asked.class !== null && partition.class !== asked.class) || partition.from >= asked.before) continue
    let after: number | null = partition.from - 1
    while (after !== null) {
      if (clock.monotonic() >= until) return { count, complete: false }
      const step = await countStep(reader, partition, after, asked)
      count += step.n
      after = step.last
    }
  }
  return { count, complete: true }
}

async function countStep(
  reader: Reader,
  { table }: Partition,
  after: number,
  { before, where }: { readonly before: number; readonly where: RawBuilder<unknown> },
): Promise<{ readonly n: number; readonly last: number | null }> {
  const name = sql.id('events', table)
  const { rows } = await sql<{ n: number; last: number | null }>`
    with step as (select max(batch) as last from (select batch from ${name}
      where batch > ${after}::bigint and batch < ${before}::bigint order by batch limit ${stepRows}) as next)
    select (select last from step) as last, count(*)::float8 as n from ${name} e
    where e.batch > ${after}::bigint and e.batch <= (select last from step) and ${where}`.execute(reader)
  return rows[0] ?? { n: 0, last: null }
}
