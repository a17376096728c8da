import { sql } from 'kysely'
import { allOrganisations } from '../../identity/index.ts'
import { isoTime, second } from '../../../kernel/clock.ts'
import { Problem } from '../../../kernel/problem.ts'
import type { Reader } from '../../../platform/database/database.ts'
import { batchAt, eventId, flag, receivedAt, type EventBody, type EventDraft } from '../event.ts'
import { readEvents } from '../ingest/read-events.ts'
import type { FindCustomer } from '../read-event.ts'
import { readEvent } from '../read-event.ts'
import { eventsReader } from '../tables.ts'
import { changedSettings } from './check-settings.ts'
import { previewEventsMax } from './contract.ts'
import { customerFinder } from './customer-finder.ts'
import { requireSource } from './find.ts'
import { understand } from './understand.ts'
import type { SettingsChange, Source } from './settings.ts'

/** Rows of all sources that are looked at, newest first: a source that has been quiet for long shows nothing. */
const rowsLookedAtMax = 50_000
/** last_received_at may be this much older than the newest row. */
const lagMs = 60 * second

interface Asked {
  readonly settings: SettingsChange
  readonly sample?: string | undefined
  readonly limit: number
}

interface Found {
  readonly id: string | null
  readonly receivedAt: number
  readonly draft: EventDraft
}

/** The newest events of a source, or of a sample, as they are understood and as they would be. */
export async function previewMapping(
  reader: Reader,
  organisation: string,
  id: string,
  asked: Asked,
  now: number,
) {
  const source = await requireSource(reader, organisation, id)
  const draft: Source = {
    ...source,
    settings: await changedSettings(reader, source.settings, asked.settings),
  }
  const organisations = await allOrganisations(reader)
  const names = new Map(organisations.map((each) => [each.id, each.name]))
  const findCustomer = customerFinder(organisations)
  const found =
    asked.sample === undefined
      ? await newest(reader, source, findCustomer, asked.limit)
      : fromSample(asked.sample, now)
  const events = found.map((each) => ({
    id: each.id,
    receivedAt: isoTime(each.receivedAt),
    body: each.draft.body,
    before: understand(each.draft, source, findCustomer, names, each.receivedAt),
    after: understand(each.draft, draft, findCustomer, names, each.receivedAt),
  }))
  return { events }
}

async function newest(
  reader: Reader,
  source: Source,
  findCustomer: FindCustomer,
  limit: number,
): Promise<Found[]> {
  const tables = eventsReader(reader)
  const seen = await tables
    .selectFrom('events.source')
    .select('last_received_at')
    .where('id', '=', source.id)
    .executeTakeFirst()
  let all = tables
    .selectFrom('events.event')
    .select(['batch', 'place', 'source', 'at', 'flags', 'body'])
    .orderBy('batch', 'desc')
    .limit(rowsLookedAtMax)
  if (seen?.last_received_at) all = all.where('batch', '<', batchAt(seen.last_received_at.getTime() + lagMs))
  const rows = await tables
    .selectFrom(all.as('event'))
    .select(['batch', 'place', 'at', 'flags', 'body'])
    .where('source', '=', source.number)
    .orderBy('batch', 'desc')
    .orderBy(sql`place`, 'desc')
    .limit(limit)
    .execute()
  return rows.map(({ batch, place, at, flags, body }) => {
    const draft = { body: JSON.parse(body) as EventBody, at: null, key: null }
    const received = receivedAt(batch)
    // The body tells no time, and yet the row has one: the transport told it.
    const read = readEvent(draft, source, findCustomer, received)
    const byTransport =
      !(flags & flag.timeMissing) && 'flags' in read && Boolean(read.flags & flag.timeMissing)
    return {
      id: eventId(batch, place),
      receivedAt: received,
      draft: { ...draft, at: byTransport ? at.getTime() : null },
    }
  })
}

function fromSample(sample: string, now: number): Found[] {
  const read = readSample(Buffer.from(sample)).slice(0, previewEventsMax)
  const drafts = read.flatMap((each) => ('draft' in each ? [each.draft] : []))
  if (drafts.length > 0) return drafts.map((draft) => ({ id: null, receivedAt: now, draft }))
  throw new Problem('bad-request', 'sample-unreadable', {
    de: 'Darin ist kein Ereignis. Fügen Sie ein JSON-Objekt ein, mehrere untereinander oder eine Liste in [ ].',
    en: 'There is no event in this. Paste one JSON object, several below each other, or a list in [ ].',
  })
}

function readSample(sample: Buffer) {
  try {
    return readEvents(sample, 'application/json', null)
  } catch (error) {
    if (error instanceof Problem && error.reason === 'not-json')
      return readEvents(sample, 'application/x-ndjson', null)
    throw error
  }
}
