import type { Platform } from '../../../platform/platform.ts'
import { receivedAt, type EventBody } from '../event.ts'
import { coarse } from './coarse.ts'
import { matcher, type SearchedEvent } from './query/matches.ts'
import { needles } from './query/needles.ts'
import { readsBody } from './query/reads-body.ts'
import type { ResolvedQuery } from './query/resolve.ts'
import { bodyText } from './query/words.ts'
import { shownColumns, sourcesByNumber, type EventRow, type NamedSource, type ShownEvent } from './row.ts'
import { scan } from './scan.ts'
import type { Place, Scope } from './scope.ts'
import { customersById } from './customers.ts'

/** A search looks this long before it says how far it has come. */
const searchMs = 2_000
/** Bodies of one page: a page of large events ends before it is full. The last one may go beyond it. */
const pageBytesMax = 4 * 1024 * 1024

/** What is searched: a scope, and what must match in it (null: everything). */
export interface Search {
  readonly scope: Scope
  readonly query: ResolvedQuery | null
}

export interface Page {
  readonly events: readonly ShownEvent[]
  /** Where the next page goes on; null when nothing is older. */
  readonly next: Place | null
  /** How far back the search came when its time ended before the page was full, ms since the epoch; else null. */
  readonly searchedUntil: number | null
}

/** The newest matching events before a place, `limit` at most; fewer where they are large. */
export async function searchPage(
  platform: Platform,
  search: Search,
  before: Place | null,
  limit: number,
): Promise<Page> {
  const events: ShownEvent[] = []
  let bytes = 0
  for await (const { found, until } of matching(platform, search, before, { enough: limit })) {
    for (const { row, event } of found) {
      events.push({ ...event })
      bytes += Buffer.byteLength(row.body)
      if (events.length === limit || bytes >= pageBytesMax)
        return { events, next: { batch: row.batch, place: row.place }, searchedUntil: null }
    }
    if (until !== null) return { events, next: until, searchedUntil: receivedAt(until.batch) }
  }
  return { events, next: null, searchedUntil: null }
}

export interface Match {
  readonly row: EventRow
  /** Its body is parsed whenever it is asked for, and not kept: parsed, it takes many times the memory of its text. */
  readonly event: ShownEvent
}

/** Where a look at matches ends. */
export interface Look {
  readonly budgetMs?: number
  /** False: only columns are wanted. Without bodies that the query does not ask for either, none are read. */
  readonly withBody?: boolean
  /** Matches that are likely to be enough. */
  readonly enough?: number
}

/** Matches, how many bytes of bodies were looked at for them, and how far the look has come when its time is over. */
export interface Matches {
  /** Looked at one by one, and only as far as somebody asks. */
  readonly found: Iterable<Match>
  readonly bytes: number
  readonly until: Place | null
}

/**
 * Matching events in pages, newest first, until nothing is older or the time is over: the last page then says how far it
 * came. What the database lets through is looked at once more here: `matches` alone decides.
 */
export async function* matching(
  platform: Platform,
  { scope, query }: Search,
  before: Place | null,
  { budgetMs = searchMs, withBody = true, enough }: Look = {},
): AsyncGenerator<Matches> {
  const { reader } = platform.database
  const names = await namesOf(platform)
  const deadline = performance.now() + budgetMs
  const plan = {
    scope,
    needles: needles(query),
    coarse: coarse(query, names.sources),
    before,
    withBody: withBody || readsBody(query),
    ...(enough !== undefined && { enough }),
  }
  const fits = matcher(query)
  for await (const { rows, until } of scan(reader, plan)) {
    const bytes = rows.reduce((sum, { body }) => sum + Buffer.byteLength(body), 0)
    const found = matchesAmong(rows, names.sources, fits)
    const isOver = performance.now() > deadline
    yield { found, bytes, until: isOver ? until : null }
    if (isOver) return
  }
}

function* matchesAmong(
  rows: readonly EventRow[],
  sources: Names['sources'],
  fits: ReturnType<typeof matcher>,
): Generator<Match> {
  for (const row of rows) {
    const columns = shownColumns(row, sources)
    const event = {
      ...columns,
      get body() {
        return JSON.parse(row.body) as EventBody
      },
    }
    if (fits(searched(row, columns))) yield { row, event }
  }
}

/** What a query is held against: body and text are made once they are asked for, and go with the row. */
function searched(row: EventRow, columns: ReturnType<typeof shownColumns>): SearchedEvent {
  let [body, text]: [EventBody | null, string | null] = [null, null]
  return {
    ...columns,
    get body() {
      return (body ??= JSON.parse(row.body) as EventBody)
    },
    get text() {
      return (text ??= bodyText(row.body))
    },
  }
}

/** Names that a query may use in place of ids. */
export interface Names {
  readonly sources: ReadonlyMap<number, NamedSource>
  readonly customers: ReadonlyMap<string, string>
}

export async function namesOf({ database }: Platform): Promise<Names> {
  return { sources: await sourcesByNumber(database.reader), customers: await customersById(database.reader) }
}
