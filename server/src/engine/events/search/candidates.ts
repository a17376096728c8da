import { sql, type RawBuilder } from 'kysely'
import type { Reader } from '../../../platform/database/database.ts'
import { bitsOf } from './bloom.ts'
import type { Needles } from './query/needles.ts'
import { fieldToken } from './query/tokens.ts'
import type { Scope } from './scope.ts'

/** Batches (after, last]. */
export interface Range {
  readonly after: number
  readonly last: number
}

/** The newest batch that a block covers: what is behind it is read event by event. */
export async function lastBlock(reader: Reader): Promise<number> {
  const { rows } = await sql<{
    last: number | null
  }>`select max(last_batch) as last from events.block`.execute(reader)
  return rows[0]?.last ?? 0
}

/** Blocks that may hold a match, newest first, with no batch at or after `before`. */
export async function candidates(
  reader: Reader,
  { organisation, from, to }: Scope,
  needles: Needles,
  before: number,
  count: number,
): Promise<Range[]> {
  const all =
    organisation === null ? needles : needles.map((way) => [...way, fieldToken('customer', organisation)])
  const { rows } = await sql<Range>`
    select first_batch as after, last_batch as last from events.block
    where first_batch < ${before}
      and ${from === null ? sql`true` : sql`max_at >= ${new Date(from)}`}
      and ${to === null ? sql`true` : sql`min_at < ${new Date(to)}`}
      and ${mayMatch(all)}
    order by last_batch desc limit ${count}`.execute(reader)
  return rows.map(({ after, last }) => ({ after, last: Math.min(last, before) }))
}

function mayMatch(needles: Needles): RawBuilder<unknown> {
  if (needles.length === 0) return sql`false`
  const ways = needles.map((tokens) =>
    tokens.length === 0 ? sql`true` : sql`(${sql.join(tokens.flatMap(bitsOf).map(isSet), sql` and `)})`,
  )
  return sql`(${sql.join(ways, sql` or `)})`
}

// A slice of uncompressed bytes is read alone: testing a bit costs one page, not the whole filter.
const isSet = (bit: number) =>
  sql.raw(`get_byte(substring(bloom from ${(bit >>> 3) + 1} for 1), 0) & ${1 << (bit & 7)} <> 0`)
