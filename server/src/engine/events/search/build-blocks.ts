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
const lockKey = 0x6c6f_6703

/** Events of a block that are counted together. */
interface Group {
  readonly organisation_id: string
  readonly class: number
  readonly outcome: number
  readonly source: number
  readonly quarter: Date
  readonly count: number
  readonly min: Date
  readonly max: Date
}

/**
 * Makes the next block behind the newest one, when there are events enough. Batches commit in order, so that nothing can
 * come later into what a block covers. Answers whether one was made.
 */
export async function buildBlock(
  platform: Pick<Platform, 'database'>,
  eventsMin = blockEventsMin,
): Promise<boolean> {
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
    return insertBlock(tx, after, last)
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

/** Writes a block over batches (after, last] and its tallies; answers whether there were events. */
export async function insertBlock(tx: Writer, after: number, last: number): Promise<boolean> {
  const groups = await groupsOf(tx, after, last)
  if (groups.length === 0) return false
  const tokens = new Set<string>()
  await addTokens(tx, after, last, groups, tokens)
  await eventsWriter(tx)
    .insertInto('events.block')
    .values({
      last_batch: last,
      first_batch: after,
      count: groups.reduce((sum, { count }) => sum + count, 0),
      min_at: new Date(Math.min(...groups.map(({ min }) => min.getTime()))),
      max_at: new Date(Math.max(...groups.map(({ max }) => max.getTime()))),
      bloom: bloomOf(tokens),
    })
    .execute()
  const tallies = Map.groupBy(groups, (group) =>
    [group.organisation_id, group.quarter.getTime(), group.class, group.outcome].join(' '),
  )
  await eventsWriter(tx)
    .insertInto('events.tally')
    .values(
      [...tallies.values()].map((alike) => ({
        organisation_id: (alike[0] as Group).organisation_id,
        quarter: (alike[0] as Group).quarter,
        last_batch: last,
        class: (alike[0] as Group).class,
        outcome: (alike[0] as Group).outcome,
        count: alike.reduce((sum, { count }) => sum + count, 0),
      })),
    )
    .execute()
  return true
}

async function groupsOf(tx: Writer, after: number, last: number): Promise<readonly Group[]> {
  const { rows } = await sql<Group>`
    select organisation_id, class, outcome, source, date_bin('15 minutes', at, 'epoch') as quarter,
      count(*)::integer as count, min(at) as min, max(at) as max
    from events.event where batch > ${after} and batch <= ${last} group by 1, 2, 3, 4, 5`.execute(tx)
  return rows
}

/** Adds what is looked for in these events: what they have in common comes from their groups. */
async function addTokens(
  tx: Writer,
  after: number,
  last: number,
  groups: readonly Group[],
  tokens: Set<string>,
): Promise<void> {
  const sources = await sourcesByNumber(tx)
  for (const group of groups) {
    const [source, customer] = [sources.get(group.source)?.id ?? '', group.organisation_id]
    tokensOf({ source, customer, outcome: outcomes[group.outcome] ?? 'unknown' }, '', tokens)
  }
  const rows = await eventsWriter(tx)
    .selectFrom('events.event')
    .select(['actor', 'action', 'target', 'session', 'body'])
    .where('batch', '>', after)
    .where('batch', '<=', last)
    .execute()
  for (const row of rows) tokensOf(row, bodyText(row.body), tokens)
}
