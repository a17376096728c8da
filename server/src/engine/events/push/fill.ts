import { newId } from '../../../kernel/id.ts'
import type { Writer } from '../../../platform/database/database.ts'
import type { Platform } from '../../../platform/platform.ts'
import { disclosedBetween, parseStored, readHead } from '../../log/index.ts'
import type { Feed } from '../stream/feed.ts'
import { fittingKept } from '../stream/fitting.ts'
import { holdLease, type Leased } from './lease.ts'
import { pushReader, pushWriter } from './tables.ts'

const recordsMax = 500

/**
 * Makes deliveries of what comes next and matches; cursor and deliveries move in one transaction, so that an event becomes
 * exactly one delivery. Answers how many there are, or null when there is nothing further to look at.
 */
export async function fill(platform: Platform, feed: Feed, endpoint: Leased): Promise<number | null> {
  const events = endpoint.query === null ? null : await fillEvents(platform, feed, endpoint, endpoint.query)
  const records = endpoint.kinds.length === 0 ? null : await fillRecords(platform, endpoint)
  return events === null && records === null ? null : (events ?? 0) + (records ?? 0)
}

async function fillEvents(
  platform: Platform,
  feed: Feed,
  endpoint: Leased,
  query: string,
): Promise<number | null> {
  const { database } = platform
  const fits = await fittingKept(platform, endpoint.organisation, query)
  const after = await cursorOf(platform, endpoint)
  const page = await feed.read(after, endpoint.everywhere ? null : endpoint.organisation)
  if (page.until.batch === after.batch && page.until.place === after.place) return null
  const found = page.events.filter(fits).map(({ cursor }) => ({ ...cursor, record: null }))
  await database.transaction(async (tx) => {
    await holdLease(tx, platform, endpoint, page.until)
    await insert(tx, platform, endpoint, found)
  })
  return found.length
}

async function fillRecords(platform: Platform, endpoint: Leased): Promise<number | null> {
  const { reader } = platform.database
  const { record: from } = await cursorOf(platform, endpoint)
  const size = (await readHead(reader))?.size ?? 0
  if (from >= size) return null
  const to = Math.min(size, from + recordsMax)
  const found = (await disclosedBetween(reader, from, to))
    .filter((stored) => endpoint.kinds.includes(parseStored(stored).record.type))
    .map(({ index }) => ({ batch: null, place: null, record: index }))
  await platform.database.transaction(async (tx) => {
    await holdLease(tx, platform, endpoint, { record: to })
    await insert(tx, platform, endpoint, found)
  })
  return found.length
}

const cursorOf = ({ database }: Platform, { id }: Leased) =>
  pushReader(database.reader)
    .selectFrom('events.push_endpoint')
    .select(['batch', 'place', 'record'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()

async function insert(
  tx: Writer,
  { clock }: Platform,
  { id: endpoint_id }: Leased,
  found: readonly { batch: number | null; place: number | null; record: number | null }[],
): Promise<void> {
  if (found.length === 0) return
  const now = clock.now()
  const rows = found.map((subject) => ({
    ...subject,
    id: newId(now),
    endpoint_id,
    state: 'queued' as const,
    first_try_at: null,
    created_at: new Date(now),
    ended_at: null,
  }))
  await pushWriter(tx).insertInto('events.push_delivery').values(rows).execute()
}
