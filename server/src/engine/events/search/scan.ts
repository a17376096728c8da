import { sql, type RawBuilder } from 'kysely'
import type { Reader } from '../../../platform/database/database.ts'
import { candidates, lastBlock, type Range } from './candidates.ts'
import type { Needles } from './query/needles.ts'
import { eventColumns, type EventRow } from './row.ts'
import type { Place, Scope } from './scope.ts'
import type { Coarse } from './coarse.ts'

/** Blocks that are looked at together: few at first, for the usual page is full soon. */
const blocksFirst = 4
const blocksMax = 64
/** Rows that are read behind the newest block, or in a group of blocks, at a time. */
const rowsMax = 1_000

/** What a scan reads: the rows that a coarse condition lets through, newest receipt first. */
export interface Scan {
  readonly scope: Scope
  readonly needles: Needles
  readonly coarse: Coarse
  /** Only what was received before this event; null: all. */
  readonly before: Place | null
}

/** Rows in pages, newest first, and how far the scan has come with each page. Ends when there is nothing older. */
export async function* scan(
  reader: Reader,
  { scope, needles, coarse, before }: Scan,
): AsyncGenerator<{ readonly rows: readonly EventRow[]; readonly until: Place }> {
  const start = before ?? { batch: Number.MAX_SAFE_INTEGER, place: 0 }
  const newest = await lastBlock(reader)
  if (start.batch > newest)
    yield* readRanges(reader, scope, coarse, [{ after: newest, last: start.batch }], start)
  let below = Math.min(start.batch, newest)
  for (let count = blocksFirst; ;) {
    const ranges = await candidates(reader, scope, needles, below, count)
    const oldest = ranges.at(-1)
    if (!oldest) return
    let pages = 0
    for await (const page of readRanges(reader, scope, coarse, ranges, start)) {
      pages++
      yield page
    }
    below = oldest.after
    // Where much matches, the next ones are soon full as well.
    count = pages > 1 ? blocksFirst : Math.min(2 * count, blocksMax)
  }
}

async function* readRanges(
  reader: Reader,
  scope: Scope,
  coarse: Coarse,
  ranges: readonly Range[],
  start: Place,
): AsyncGenerator<{ readonly rows: readonly EventRow[]; readonly until: Place }> {
  const end = { batch: (ranges.at(-1) as Range).after, place: Number.MAX_SAFE_INTEGER }
  for (let from = start; ;) {
    const within = ranges.map(({ after, last }) => ({ after, last: Math.min(last, from.batch) }))
    const condition = sql`(batch < ${from.batch} or (batch = ${from.batch} and place < ${from.place}))
      and ${visible(scope)} and ${coarse.condition}`
    const { rows } = await sql<EventRow>`
      select ${eventColumns} from ${eventsIn(within, condition)}
      order by batch desc, place desc limit ${rowsMax}`.execute(reader)
    const last = rows.at(-1)
    const isAll = rows.length < rowsMax
    const until = isAll || !last ? end : { batch: last.batch, place: last.place }
    yield { rows, until }
    if (isAll) return
    from = until
  }
}

/**
 * Events of these ranges that fulfil a condition, as a table. `offset 0` keeps the planner from joining in another way:
 * each range is a walk along the index of the partitions that it falls into.
 */
export const eventsIn = (ranges: readonly Range[], condition: RawBuilder<unknown>) => sql`
  unnest(${ranges.map(({ after }) => after)}::bigint[], ${ranges.map(({ last }) => last)}::bigint[]) as range (after, last)
  cross join lateral (
    select * from events.event where batch > range.after and batch <= range.last and ${condition} offset 0
  ) as event`

/** The events that a scope may see: the condition that every query has. */
export const visible = ({ organisation, from, to }: Scope) => sql`
  ${organisation === null ? sql`true` : sql`organisation_id = ${organisation}`}
  and ${from === null ? sql`true` : sql`at >= ${new Date(from)}`}
  and ${to === null ? sql`true` : sql`at < ${new Date(to)}`}`
