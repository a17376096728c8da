import { sql } from 'kysely'
import type { Reader } from '../../../platform/database/database.ts'
import { eventColumns, shown, type EventRow, type NamedSource, type ShownEvent } from '../search/row.ts'
import { eventsReader } from '../tables.ts'
import { endOf, type Cursor } from './cursor.ts'

/** Rows that one look passes over, whosever they are: a rare event far ahead must not hold up the database. */
const passedRowsMax = 5_000
const pageRowsMax = 500
/** Of bodies; the last row of a page may go beyond it. */
const pageBytesMax = 2 * 1024 * 1024

/** An event with its place. */
export interface FeedEvent {
  readonly cursor: Cursor
  readonly row: EventRow
  readonly event: ShownEvent
}

/** Events in the order of receipt; nothing was left out up to `until`. */
export interface FeedPage {
  readonly events: readonly FeedEvent[]
  readonly until: Cursor
}

/** Sources by the numbers of those needed. */
export type FindSources = (needed: readonly number[]) => Promise<ReadonlyMap<number, NamedSource>>

/** The newest batch that is committed. */
export async function readHead(reader: Reader): Promise<number> {
  const row = await eventsReader(reader).selectFrom('events.head').select('batch').executeTakeFirst()
  return row?.batch ?? 0
}

/** The newest batch that is committed, and when an erasure last took rows away, as text that only tells one from another. */
export async function readNews(
  reader: Reader,
): Promise<{ readonly head: number; readonly erased: string | null }> {
  const { rows } = await sql<{ head: number; erased: string | null }>`
    select batch as head, (select max(gone_at) from events.erasure)::text as erased from events.head`.execute(
    reader,
  )
  return rows[0] ?? { head: 0, erased: null }
}

/**
 * The next events after a cursor and up to the batch `head`, which is committed: of one organisation, or of all (null).
 * A page without events that has not come to the head says only that there were none so far.
 */
export async function readPage(
  reader: Reader,
  after: Cursor,
  head: number,
  organisation: string | null,
  sources: FindSources,
): Promise<FeedPage> {
  const last = await lastToPass(reader, after.batch, head)
  const { rows } = await sql<EventRow & { readonly total: number }>`
    select * from (
      select given.*, count(*) over ()::integer as total,
        sum(octet_length(body)) over (order by batch, place) - octet_length(body) as bytes_before
      from (
        select ${eventColumns} from events.event
        where batch >= ${after.batch} and batch <= ${last} and (batch > ${after.batch} or place > ${after.place})
          and ${organisation === null ? sql`true` : sql`organisation_id = ${organisation}`}
        order by batch, place limit ${pageRowsMax}
      ) given
    ) counted
    where bytes_before < ${pageBytesMax} order by batch, place`.execute(reader)
  const named = await sources(rows.map(({ source }) => source))
  const events = rows.map((row) => ({
    cursor: { batch: row.batch, place: row.place },
    row,
    event: shown(row, named),
  }))
  const newest = rows.at(-1)
  const isWhole = !newest || (rows.length === newest.total && newest.total < pageRowsMax)
  return { events, until: isWhole ? endOf(last) : { batch: newest.batch, place: newest.place } }
}

async function lastToPass(reader: Reader, after: number, head: number): Promise<number> {
  const { rows } = await sql<{ batch: number }>`
    select batch from events.event where batch > ${after} and batch <= ${head}
    order by batch offset ${passedRowsMax} limit 1`.execute(reader)
  return rows[0]?.batch ?? head
}

/** One event, or null when it is no longer kept. */
export async function readOne(
  reader: Reader,
  { batch, place }: Cursor,
  sources: FindSources,
): Promise<ShownEvent | null> {
  const { rows } = await sql<EventRow>`
    select ${eventColumns} from events.event where batch = ${batch} and place = ${place}`.execute(reader)
  const [row] = rows
  return row ? shown(row, await sources([row.source])) : null
}
