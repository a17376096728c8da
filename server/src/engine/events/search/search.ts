import type { Platform } from '../../../platform/platform.ts'
import { receivedAt } from '../event.ts'
import { coarse } from './coarse.ts'
import { matcher } from './query/matches.ts'
import { needles } from './query/needles.ts'
import type { ResolvedQuery } from './query/resolve.ts'
import { bodyText } from './query/words.ts'
import { shown, sourcesByNumber, type EventRow, type NamedSource, type ShownEvent } from './row.ts'
import { scan } from './scan.ts'
import type { Place, Scope } from './scope.ts'
import { customersById } from './customers.ts'

/** A search looks this long before it says how far it has come. */
const searchMs = 2_000

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

/** The newest matching events before a place, `limit` at most. */
export async function searchPage(
  platform: Platform,
  search: Search,
  before: Place | null,
  limit: number,
): Promise<Page> {
  const events: ShownEvent[] = []
  for await (const { found, until } of matching(platform, search, before)) {
    const room = limit - events.length
    for (const { event } of found.slice(0, room)) events.push(event)
    const last = found[room - 1]
    if (last) return { events, next: { batch: last.row.batch, place: last.row.place }, searchedUntil: null }
    if (until !== null) return { events, next: until, searchedUntil: receivedAt(until.batch) }
  }
  return { events, next: null, searchedUntil: null }
}

export interface Match {
  readonly row: EventRow
  readonly event: ShownEvent
}

/**
 * Matching events in pages, newest first, until nothing is older or the time is over: the last page then says how far it
 * came. What the database lets through is looked at once more here: `matches` alone decides.
 */
export async function* matching(
  platform: Platform,
  { scope, query }: Search,
  before: Place | null,
  budgetMs = searchMs,
): AsyncGenerator<{ readonly found: readonly Match[]; readonly until: Place | null }> {
  const { reader } = platform.database
  const names = await namesOf(platform)
  const deadline = performance.now() + budgetMs
  const fits = matcher(query)
  const plan = { scope, needles: needles(query), coarse: coarse(query, names.sources), before }
  for await (const { rows, until } of scan(reader, plan)) {
    const found = rows.flatMap((row): Match[] => {
      const event = shown(row, names.sources)
      return fits({ ...event, text: bodyText(row.body) }) ? [{ row, event }] : []
    })
    const isOver = performance.now() > deadline
    yield { found, until: isOver ? until : null }
    if (isOver) return
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
