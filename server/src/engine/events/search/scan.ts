import { sql } from 'kysely'
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
  if (start.batch > newest) yield* readRanges(reader, scope, coarse, [{ after: newest, last: start.batch }], start)
  let below = Math.min(start.batch, newest)
  for (let count = blocksFirst; ; count = Math.min(2 * count, blocksMax)) {
    const ranges = await candidates(reader, scope, needles, below, count)
    const oldest = ranges.at(-1)
    if (!oldest) return
    yield* readRanges(reader, scope, coarse, ranges, start)
    below = oldest.after
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
  for (let from = start; ; ) {
    const { rows } = await sql<EventRow>`
      select ${eventColumns} from events.event
      where ${inRanges(ranges)}
        and (batch < ${from.batch} or (batch = ${from.batch} and place < ${from.place}))
        and ${visible(scope)} and ${coarse.condition}
      order by batch desc, place desc limit ${rowsMax}`.execute(reader)
    const last = rows.at(-1)
    const isAll = rows.length < rowsMax
    const until = isAll || !last ? end : { batch: last.batch, place: last.place }
    yield { rows, until }
    if (isAll) return
    from = until
  }
}

/** The batches of these ranges, narrowed by the outermost for the partitions that can be left out. */
export const inRanges = (ranges: readonly Range[]) => {
  const [lowest, highest] = [(ranges.at(-1) as Range).after, (ranges[0] as Range).last]
  const each = ranges.map(({ after, last }) => sql`(batch > ${after} and batch <= ${last})`)
  return sql`batch > ${lowest} and batch <= ${highest} and (${sql.join(each, sql` or `)})`
}

/** The events that a scope may see: the condition that every query has. */
export const visible = ({ organisation, from, to }: Scope) => sql`
  ${organisation === null ? sql`true` : sql`organisation_id = ${organisation}`}
  and ${from === null ? sql`true` : sql`at >= ${new Date(from)}`}
  and ${to === null ? sql`true` : sql`at < ${new Date(to)}`}`
