import { sql, type RawBuilder } from 'kysely'
import type { Reader } from '../../../platform/database/database.ts'
import { candidates, lastBlock, type Range } from './candidates.ts'
import type { Needles } from './query/needles.ts'
import { bodilessColumns, eventColumns, type EventRow } from './row.ts'
import type { Place, Scope } from './scope.ts'
import type { Coarse } from './coarse.ts'

/** Blocks that are looked at together: few at first, for the usual page is full soon. */
const blocksFirst = 4
const blocksMax = 64
/** Rows that are read behind the newest block, or in a group of blocks, at a time. */
const rowsMax = 1_000
/** With bodies, so many are read at first: it is not known yet how large they are. */
const rowsFirst = 200
/** Bodies that are read at a time; the last row may go beyond it. */
const pieceBytesMax = 4 * 1024 * 1024
/** A piece has this many times the rows of the one before, where rows are small. */
const growth = 4

/** What a scan reads: the rows that a coarse condition lets through, newest receipt first. */
export interface Scan {
  readonly scope: Scope
  readonly needles: Needles
  readonly coarse: Coarse
  /** Only what was received before this event; null: all. */
  readonly before: Place | null
  /** False: the bodies are not read; rows have an empty text instead. */
  readonly withBody: boolean
  /** Rows that are likely to be enough: so many are read at first. */
  readonly enough?: number
}

/** Rows, and how far the scan has come with them. */
interface Piece {
  readonly rows: readonly EventRow[]
  readonly until: Place
}

/**
 * Rows in pieces, newest first, and how far the scan has come with each piece. Ends when there is nothing older. A piece is
 * bounded in rows and in bytes, whatever matches.
 */
export async function* scan(reader: Reader, plan: Scan): AsyncGenerator<Piece> {
  const { scope, needles, before } = plan
  const start = before ?? { batch: Number.MAX_SAFE_INTEGER, place: 0 }
  const size = { rows: Math.min(rowsMax, plan.enough ?? (plan.withBody ? rowsFirst : rowsMax)) }
  const newest = await lastBlock(reader)
  if (start.batch > newest)
    yield* readRanges(reader, plan, size, [{ after: newest, last: start.batch }], start)
  let below = Math.min(start.batch, newest)
  for (let count = blocksFirst; ;) {
    const ranges = await candidates(reader, scope, needles, below, count)
    const oldest = ranges.at(-1)
    if (!oldest) return
    let found = 0
    for await (const piece of readRanges(reader, plan, size, ranges, start)) {
      found += piece.rows.length
      yield piece
    }
    below = oldest.after
    // Where much matches, the next ones are soon full as well.
    count = found >= rowsMax ? blocksFirst : Math.min(2 * count, blocksMax)
  }
}

async function* readRanges(
  reader: Reader,
  plan: Scan,
  size: { rows: number },
  ranges: readonly Range[],
  start: Place,
): AsyncGenerator<Piece> {
  const end = { batch: (ranges.at(-1) as Range).after, place: Number.MAX_SAFE_INTEGER }
  for (let from = start; ;) {
    const { rows, total } = await readPiece(reader, plan, size.rows, ranges, from)
    const last = rows.at(-1)
    const isAll = !last || (rows.length === total && total < size.rows)
    const until = isAll ? end : { batch: last.batch, place: last.place }
    if (plan.withBody) size.rows = nextRows(size.rows, rows, total)
    yield { rows, until }
    if (isAll) return
    from = until
  }
}

/** What did not fit into a piece was looked at for nothing: the next one asks for about as many rows as fit. */
const nextRows = (asked: number, rows: readonly EventRow[], total: number): number =>
  rows.length < total ? rows.length : Math.min(rowsMax, growth * asked)

/** The next rows before a place, and how many there would be without a bound for bytes. */
async function readPiece(
  reader: Reader,
  { scope, coarse, withBody }: Scan,
  rowsAtMost: number,
  ranges: readonly Range[],
  from: Place,
): Promise<{ readonly rows: readonly EventRow[]; readonly total: number }> {
  const within = ranges.map(({ after, last }) => ({ after, last: Math.min(last, from.batch) }))
  const condition = sql`(batch < ${from.batch} or (batch = ${from.batch} and place < ${from.place}))
    and ${visible(scope)} and ${coarse.condition}`
  const given = sql`select ${withBody ? eventColumns : bodilessColumns} from ${eventsIn(within, condition)}
    order by batch desc, place desc limit ${rowsAtMost}`
  if (!withBody) {
    const { rows } = await sql<EventRow>`${given}`.execute(reader)
    return { rows, total: rows.length }
  }
  // The size of a body is known without reading it.
  const { rows } = await sql<EventRow & { readonly total: number }>`
    select * from (
      select given.*, count(*) over ()::integer as total,
        sum(octet_length(body)) over (order by batch desc, place desc) - octet_length(body) as bytes_before
      from (${given}) given
    ) counted
    where bytes_before < ${pieceBytesMax} order by batch desc, place desc`.execute(reader)
  return { rows, total: rows[0]?.total ?? 0 }
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
