import { sql } from 'kysely'
import type { Reader } from '../../../platform/database/database.ts'
import { eventId, outcomes } from '../event.ts'
import { eventsReader } from '../tables.ts'
import { mayHold } from './bloom.ts'
import { tokensOf } from './query/tokens.ts'
import { bodyText } from './query/words.ts'
import { sourcesByNumber, type NamedSource } from './row.ts'

/** Blocks that are opened: the newest, and others drawn at random. */
const blocksLookedMax = 12
/** When so many events were looked at, no further block is opened. */
const eventsLookedMax = 20_000
const namedMax = 5

/** How the search index and the stored events stand to each other at one moment. */
export interface IndexReconciled {
  readonly rows: number
  /** Blocks, and events that they say they cover. */
  readonly blocks: number
  readonly covered: number
  /** Events in blocks that are being made anew after a deletion. */
  readonly remade: number
  /** Events behind the newest block, which a search reads one by one. */
  readonly behind: number
  /** Events stored, less those that a search can come to: 0, or some are not found, or counted twice. */
  readonly difference: number
  /** Blocks that begin before the one before them has ended. */
  readonly overlaps: number
  /** Blocks that were opened, and their events. */
  readonly looked: number
  readonly lookedEvents: number
  /** Of these blocks: another count than their rows or their tallies have. */
  readonly miscounted: number
  /** Of these events: not found through the times and the filter of their block. The first five by id. */
  readonly missed: number
  readonly missedFirst: readonly string[]
}

interface Block {
  readonly last_batch: number
  readonly first_batch: number
  readonly count: number
  readonly min_at: Date
  readonly max_at: Date
  readonly bloom: Uint8Array
}

/**
 * Compares the blocks of the search index with the events stored, of which there are `rows`, and looks in some blocks
 * whether each event is found through them. `reader` sees one moment (a snapshot); `random(n)` gives 0 to n - 1.
 */
export async function reconcileIndex(
  reader: Reader,
  rows: number,
  random: (below: number) => number,
): Promise<IndexReconciled> {
  const counted = await countBlocks(reader)
  const seen = { looked: 0, lookedEvents: 0, miscounted: 0, missed: [] as string[] }
  const sources = await sourcesByNumber(reader)
  for (const place of drawn(counted.fresh, random)) {
    if (seen.lookedEvents >= eventsLookedMax) break
    const block = await blockAt(reader, place)
    if (block) await lookInto(reader, block, sources, seen)
  }
  const { blocks, covered, remade, behind, overlaps } = counted
  const { missed, ...looked } = seen
  return {
    rows,
    blocks,
    covered,
    remade,
    behind,
    difference: rows - covered - remade - behind,
    overlaps,
    ...looked,
    missed: missed.length,
    missedFirst: missed.slice(0, namedMax),
  }
}

interface Counted {
  readonly blocks: number
  readonly fresh: number
  readonly covered: number
  readonly remade: number
  readonly behind: number
  readonly overlaps: number
}

async function countBlocks(reader: Reader): Promise<Counted> {
  const { rows } = await sql<Counted>`
    select count(*)::float8 as blocks, (count(*) filter (where not outdated))::float8 as fresh,
      coalesce(sum(count) filter (where not outdated), 0)::float8 as covered,
      (count(*) filter (where first_batch < before))::float8 as overlaps,
      (select count(*) from events.block b join events.event e on e.batch > b.first_batch and e.batch <= b.last_batch
        where b.outdated)::float8 as remade,
      (select count(*) from events.event where batch > coalesce((select max(last_batch) from events.block), 0))::float8 as behind
    from (select *, lag(last_batch) over (order by last_batch) as before from events.block) as block`.execute(
    reader,
  )
  return rows[0] as Counted
}

/** The newest, 0, and others. */
function drawn(blocks: number, random: (below: number) => number): ReadonlySet<number> {
  const places = new Set<number>(blocks > 0 ? [0] : [])
  for (let draw = 1; draw < blocksLookedMax && blocks > 0; draw++) places.add(random(blocks))
  return places
}

async function blockAt(reader: Reader, place: number): Promise<Block | undefined> {
  const { rows } = await sql<Block>`
    select last_batch, first_batch, count, min_at, max_at, bloom from events.block where not outdated
    order by last_batch desc offset ${place} limit 1`.execute(reader)
  return rows[0]
}

async function lookInto(
  reader: Reader,
  block: Block,
  sources: ReadonlyMap<number, NamedSource>,
  seen: { looked: number; lookedEvents: number; miscounted: number; missed: string[] },
): Promise<void> {
  const rows = await eventsReader(reader)
    .selectFrom('events.event')
    .select(['batch', 'place', 'organisation_id', 'at', 'outcome', 'source'])
    .select(['actor', 'action', 'target', 'session', 'body'])
    .where('batch', '>', block.first_batch)
    .where('batch', '<=', block.last_batch)
    .execute()
  const { tallied } = await eventsReader(reader)
    .selectFrom('events.tally')
    .select((select) => select.fn.sum<number>('count').as('tallied'))
    .where('last_batch', '=', block.last_batch)
    .executeTakeFirstOrThrow()
  seen.looked++
  seen.lookedEvents += rows.length
  if (rows.length !== block.count || tallied !== block.count) seen.miscounted++
  // A word that many events have is looked up once.
  const held = new Map<string, boolean>()
  const isHeld = (token: string) => {
    const known = held.get(token) ?? mayHold(block.bloom, token)
    held.set(token, known)
    return known
  }
  for (const row of rows) {
    const [source, customer] = [sources.get(row.source)?.id ?? '', row.organisation_id]
    const outcome = outcomes[row.outcome] ?? 'unknown'
    const tokens = tokensOf({ ...row, source, customer, outcome }, bodyText(row.body))
    const isWithin = row.at >= block.min_at && row.at <= block.max_at
    if (!isWithin || ![...tokens].every(isHeld)) seen.missed.push(eventId(row.batch, row.place))
  }
}
