import { sql } from 'kysely'
import type { Platform } from '../../../platform/platform.ts'
import type { Writer } from '../../../platform/database/database.ts'
import { outcomes } from '../event.ts'
import { eventsWriter } from '../tables.ts'
import { bloomOf } from './bloom.ts'
import { tokensOf } from './query/tokens.ts'
import { bodyText } from './query/words.ts'
import { sourcesByNumber } from './row.ts'

/** Fewer wait until more have come: a search reads them one by one. */
const blockEventsMin = 1_000
const quarterMs = 15 * 60_000
const lockKey = 0x6c6f_6703

interface Row {
  readonly batch: number
  readonly organisation_id: string
  readonly at: Date
  readonly class: number
  readonly outcome: number
  readonly source: number
  readonly actor: string | null
  readonly action: string | null
  readonly target: string | null
  readonly session: string | null
  readonly body: string
}

/**
 * Makes the next block behind the newest one, when there are events enough. Batches commit in order, so that nothing can
 * come later into what a block covers. Answers whether one was made.
 */
export async function buildBlock(platform: Platform, eventsMin = blockEventsMin): Promise<boolean> {
  return platform.database.transaction(async (tx) => {
    const { rows: locked } = await sql<{ locked: boolean }>`
      select pg_try_advisory_xact_lock(${lockKey}) as locked`.execute(tx)
    if (!locked[0]?.locked) return false
    const newest = await eventsWriter(tx)
      .selectFrom('events.block')
      .select('last_batch')
      .orderBy('last_batch', 'desc')
      .limit(1)
      .executeTakeFirst()
    const after = newest?.last_batch ?? 0
    const last = await endOfBlock(tx, after, eventsMin)
    if (last === null) return false
    const rows = await eventsWriter(tx)
      .selectFrom('events.event')
      .select(['batch', 'organisation_id', 'at', 'class', 'outcome', 'source'])
      .select(['actor', 'action', 'target', 'session', 'body'])
      .where('batch', '>', after)
      .where('batch', '<=', last)
      .execute()
    await insertBlock(tx, after, last, rows)
    return true
  })
}

/** The batch with which there are events enough; null while there are not. */
async function endOfBlock(tx: Writer, after: number, eventsMin: number): Promise<number | null> {
  const { rows } = await sql<{ last: number | null }>`
    select max(batch) as last from (
      select batch from events.event where batch > ${after} order by batch limit ${eventsMin}
    ) as next having count(*) >= ${eventsMin}`.execute(tx)
  return rows[0]?.last ?? null
}

/** Writes a block and its tallies. `rows` are all events of batches (after, last], at least one. */
export async function insertBlock(
  tx: Writer,
  after: number,
  last: number,
  rows: readonly Row[],
): Promise<void> {
  const sources = await sourcesByNumber(tx)
  const tokens = new Set<string>()
  const tallies = new Map<string, { row: Row; quarter: number; count: number }>()
  let [min, max] = [Infinity, -Infinity]
  for (const row of rows) {
    const [source, customer] = [sources.get(row.source)?.id ?? '', row.organisation_id]
    const outcome = outcomes[row.outcome] ?? 'unknown'
    tokensOf({ ...row, source, customer, outcome }, bodyText(row.body), tokens)
    const at = row.at.getTime()
    min = Math.min(min, at)
    max = Math.max(max, at)
    const quarter = Math.floor(at / quarterMs) * quarterMs
    const name = `${row.organisation_id} ${quarter} ${row.class} ${row.outcome}`
    const tally = tallies.get(name)
    if (tally) tally.count++
    else tallies.set(name, { row, quarter, count: 1 })
  }
  await eventsWriter(tx)
    .insertInto('events.block')
    .values({
      last_batch: last,
      first_batch: after,
      count: rows.length,
      min_at: new Date(min),
      max_at: new Date(max),
      bloom: bloomOf(tokens),
    })
    .execute()
  await eventsWriter(tx)
    .insertInto('events.tally')
    .values(
      [...tallies.values()].map(({ row, quarter, count }) => ({
        organisation_id: row.organisation_id,
        quarter: new Date(quarter),
        last_batch: last,
        class: row.class,
        outcome: row.outcome,
        count,
      })),
    )
    .execute()
}
