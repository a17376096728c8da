import type { Platform } from '../../../platform/platform.ts'
import { searchOf } from '../search/endpoints.ts'
import { matcher } from '../search/query/matches.ts'
import { bodyText } from '../search/query/words.ts'
import type { Search } from '../search/search.ts'
import type { FeedEvent } from './read-page.ts'

/** Whether an event is what somebody looks for; whose events they may see is not asked here. */
export type Fits = (event: FeedEvent) => boolean

export function fitting({ query, scope: { from, to } }: Pick<Search, 'query' | 'scope'>): Fits {
  const test = matcher(query)
  return ({ row, event }) => {
    const at = row.at.getTime()
    if ((from !== null && at < from) || (to !== null && at > to)) return false
    return query === null || test({ ...event, text: bodyText(row.body) })
  }
}

/** A name of a source or customer that changes counts after this long. */
const knownForMs = 30_000
const knownMax = 5_000
const system = { kind: 'system', name: 'events-push' } as const

type Known = Map<string, { readonly fits: Fits; readonly until: number }>
const known = new WeakMap<Platform, Known>()

/** The same for a query that is kept, as read within the last half minute. Throws a Problem when it is none any more. */
export async function fittingKept(platform: Platform, organisation: string, query: string): Promise<Fits> {
  const all: Known = known.get(platform) ?? new Map()
  known.set(platform, all)
  const key = `${organisation} ${query}`
  const now = platform.clock.monotonic()
  const found = all.get(key)
  if (found && now < found.until) return found.fits
  const fits = fitting(await searchOf(platform, system, organisation, { q: query, everywhere: false }))
  if (all.size >= knownMax) all.clear()
  all.set(key, { fits, until: now + knownForMs })
  return fits
}
