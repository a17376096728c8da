import { sql } from 'kysely'
import { isoTime } from '../../../kernel/clock.ts'
import type { Platform } from '../../../platform/platform.ts'
import type { Reader } from '../../../platform/database/database.ts'
import { coarse } from './coarse.ts'
import { candidates, lastBlock, type Range } from './candidates.ts'
import { needles } from './query/needles.ts'
import { eventsIn, visible } from './scan.ts'
import { matching, namesOf, type Search } from './search.ts'
import type { Scope } from './scope.ts'

const countMs = 1_500
const look = { budgetMs: countMs, withBody: false }
const blocksAtATime = 64
const failure = 2
const quarterMs = 15 * 60_000
const [second, minute, hour, day] = [1_000, 60_000, 3_600_000, 86_400_000]
/** Widths that people read at once. */
const widthsMs = [
  ...[1, 2, 5, 10, 15, 30].map((n) => n * second),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * minute),
  ...[1, 2, 3, 6, 12].map((n) => n * hour),
  ...[1, 2, 7, 14, 30, 90, 365].map((n) => n * day),
]

const widestMs = 365 * day

export interface Histogram {
  readonly from: string
  readonly to: string
  readonly bars: { readonly from: string; readonly count: number; readonly failures: number }[]
  readonly total: number
  readonly complete: boolean
}

interface Count {
  readonly at: number
  readonly count: number
  readonly failures: number
}

/**
 * How many events match, over time, in `bars` bars at most. Counted from the tallies of the blocks where nothing but time
 * and organisation is asked for, in the database where it can tell matches by itself, else event by event; what the time
 * did not suffice for is left out, the oldest first, and `complete` is false.
 */
export async function histogram(platform: Platform, search: Search, bars: number): Promise<Histogram> {
  const { reader } = platform.database
  const [from, to] = await span(reader, search.scope, platform.clock.now())
  const width = widthsMs.find((each) => each * bars >= to - from) ?? widestMs
  const first = Math.floor(from / width) * width
  const shown = { ...search, scope: { ...search.scope, from: Math.max(from, first), to } }
  const counts = new Map<number, { count: number; failures: number }>()
  const add = ({ at, count, failures }: Count) => {
    const bar = Math.floor(at / width) * width
    const known = counts.get(bar) ?? { count: 0, failures: 0 }
    counts.set(bar, { count: known.count + count, failures: known.failures + failures })
  }
  const complete = await countInto(platform, shown, width, add)
  const places = Array.from({ length: Math.ceil((to - first) / width) }, (_, index) => first + index * width)
  const drawn = places.map((place) => ({ from: isoTime(place), count: 0, failures: 0, ...counts.get(place) }))
  return {
    from: isoTime(first),
    to: isoTime(to),
    bars: drawn,
    total: drawn.reduce((sum, { count }) => sum + count, 0),
    complete,
  }
}

/** The time that is asked for; open ends are those of the events that there are. */
async function span(
  reader: Reader,
  { organisation, from, to }: Scope,
  now: number,
): Promise<[number, number]> {
  const end = to ?? now + 1
  if (from !== null) return [from, Math.max(end, from + 1)]
  const { rows } = await sql<{ at: Date | null }>`
    select least(
      (select min(quarter) from events.tally where ${organisation === null ? sql`true` : sql`organisation_id = ${organisation}`}),
      (select min(at) from events.event where batch > ${await lastBlock(reader)}
        and ${visible({ organisation, from: null, to: null })})) as at`.execute(reader)
  const start = rows[0]?.at?.getTime() ?? end - day
  return [Math.min(start, end - 1), end]
}

async function countInto(
  platform: Platform,
  search: Search,
  width: number,
  add: (count: Count) => void,
): Promise<boolean> {
  const { reader } = platform.database
  const { scope, query } = search
  const newest = await lastBlock(reader)
  const condition = coarse(query, (await namesOf(platform)).sources)
  if (!condition.isExact) return countMatches(platform, search, add)
  const count = async (ranges: readonly Range[]) => {
    const { rows } = await sql<Count>`
      select (floor(extract(epoch from at) * 1000 / ${width}) * ${width})::float8 as at, count(*)::float8 as count,
        (count(*) filter (where outcome = ${failure}))::float8 as failures
      from ${eventsIn(ranges, sql`${visible(scope)} and ${condition.condition}`)} group by 1`.execute(reader)
    rows.forEach(add)
  }
  await count([{ after: newest, last: Number.MAX_SAFE_INTEGER }])
  if (query === null && isWholeQuarters(scope, width)) {
    await countTallies(reader, scope, newest, add)
    return true
  }
  const deadline = performance.now() + countMs
  for (let below = newest; ;) {
    const ranges = await candidates(reader, scope, needles(query), below, blocksAtATime)
    const oldest = ranges.at(-1)
    if (!oldest) return true
    await count(ranges)
    below = oldest.after
    if (performance.now() > deadline) return false
  }
}

/** Tallies know quarters of an hour; the span's own ends are rounded to them, which a bar of hours does not show. */
const isWholeQuarters = ({ from, to }: Scope, width: number) =>
  width % quarterMs === 0 && from !== null && to !== null && (to - from) / width >= 1

async function countTallies(
  reader: Reader,
  { organisation, from, to }: Scope,
  newest: number,
  add: (count: Count) => void,
): Promise<void> {
  const { rows } = await sql<Count>`
    select (extract(epoch from quarter) * 1000)::float8 as at, sum(count)::float8 as count,
      coalesce(sum(count) filter (where outcome = ${failure}), 0)::float8 as failures
    from events.tally
    where last_batch <= ${newest} and quarter >= ${new Date(Math.floor((from ?? 0) / quarterMs) * quarterMs)}
      and quarter < ${new Date(to ?? 0)}
      and ${organisation === null ? sql`true` : sql`organisation_id = ${organisation}`}
    group by quarter`.execute(reader)
  rows.forEach(add)
}

async function countMatches(
  platform: Platform,
  search: Search,
  add: (count: Count) => void,
): Promise<boolean> {
  for await (const { found, until } of matching(platform, search, null, look)) {
    for (const { row } of found)
      add({ at: row.at.getTime(), count: 1, failures: row.outcome === failure ? 1 : 0 })
    if (until !== null) return false
  }
  return true
}
