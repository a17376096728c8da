import { hash, randomFillSync } from 'node:crypto'
import { sql } from 'kysely'
import { entryBytes, saltBytes } from 'nachweis-verify'
import { day, isoTime, minute } from '../../../kernel/clock.ts'
import { Problem } from '../../../kernel/problem.ts'
import type { Database, Writer } from '../../../platform/database/database.ts'
import { appendEvents } from '../../log/index.ts'
import { batchAt, eventId, outcomes, receivedAt, type ReadEvent, type Received } from '../event.ts'
import { recordText, type RecordSource } from '../record-text.ts'
import type { Numbered } from '../sources/hearing.ts'
import { numbersLiteral, textsLiteral } from './array-literal.ts'
import { takeKeys } from './take-keys.ts'

/** An event that is about to be stored. */
export interface Incoming {
  readonly source: RecordSource & { readonly number: number }
  readonly read: ReadEvent
  /** Canonical JSON of what was sent. */
  readonly body: string
  /** The sender's own id, or null. */
  readonly key: string | null
  readonly numbered: Numbered | null
}

/**
 * Stores events as one batch in the caller's transaction, rows and leaves together; what a sender repeats, or sends with the
 * key of another event, is left out.
 * The first statement locks the head until the commit: batches become visible in the order of their numbers, on all
 * servers, so that a reader who has seen a batch has seen all before it. `now` in ms since the epoch.
 */
export async function storeBatch(
  tx: Writer,
  incoming: readonly Incoming[],
  now: number,
  databaseNow: Database['now'],
): Promise<Received[]> {
  const batch = await nextBatch(tx, now, databaseNow)
  const known = await takeKeys(tx, incoming, batch)
  const stored = known.size === 0 ? incoming : incoming.filter((_, index) => !known.has(index))
  if (stored.length > 0) await insertRows(tx, batch, stored)
  let place = 0
  return incoming.map(
    (_, index): Received => known.get(index) ?? { kind: 'stored', id: eventId(batch, place++) },
  )
}

/** A clock that is more than this beyond the newest batch must agree with the database's. */
const leapMs = 2 * day
const differenceMsMax = 5 * minute

/**
 * Throws a Problem for a time after 2039-09, whose number is none that JavaScript counts with, and for a leap of our clock
 * that the database's did not make: a number taken once stays, and later events would get times of that future.
 */
async function nextBatch(tx: Writer, now: number, databaseNow: Database['now']): Promise<number> {
  if (batchAt(now) >= Number.MAX_SAFE_INTEGER) throw clockImplausible(now)
  const { rows } = await sql<{ batch: number }>`select batch from events.head for update`.execute(tx)
  const before = (rows[0] as { batch: number }).batch
  if (now - receivedAt(before) > leapMs) {
    const itsNow = await databaseNow(tx)
    if (Math.abs(now - itsNow) > differenceMsMax) throw clocksDiffer(now, itsNow)
  }
  const batch = Math.max(batchAt(now), before + 1)
  await sql`update events.head set batch = ${batch}::bigint`.execute(tx)
  return batch
}

const clockRetryS = 60
const clockImplausible = (now: number) =>
  new Problem(
    'unavailable',
    'clock-implausible',
    {
      de: `Die Uhr dieses Servers zeigt ${isoTime(now)}. Ereignisse nimmt er erst an, wenn sie richtig geht.`,
      en: `The clock of this server says ${isoTime(now)}. It takes events once that is right.`,
    },
    clockRetryS,
  )

const clocksDiffer = (now: number, itsNow: number) =>
  new Problem(
    'unavailable',
    'clock-implausible',
    {
      de: `Die Uhr dieses Servers zeigt ${isoTime(now)}, die seiner Datenbank ${isoTime(itsNow)}. Ereignisse nimmt er erst an, wenn beide übereinstimmen.`,
      en: `The clock of this server says ${isoTime(now)}, that of its database ${isoTime(itsNow)}. It takes events once both agree.`,
    },
    clockRetryS,
  )

async function insertRows(tx: Writer, batch: number, stored: readonly Incoming[]): Promise<void> {
  const salts = randomFillSync(Buffer.allocUnsafe(stored.length * saltBytes))
  const entries = Buffer.allocUnsafe(stored.length * entryBytes)
  const rows = columns()
  const at = isoTime(receivedAt(batch))
  for (const [place, { source, read, body }] of stored.entries()) {
    const salt = salts.subarray(place * saltBytes, (place + 1) * saltBytes)
    const record = recordText({
      id: eventId(batch, place),
      at,
      source,
      organisation: read.organisation,
      body,
    })
    entries[place * entryBytes] = 1
    const commitment = hash('sha256', Buffer.concat([salt, Buffer.from(record)]), 'buffer')
    commitment.copy(entries, place * entryBytes + 1)
    rows.organisation[place] = read.organisation
    rows.at[place] = Math.trunc(read.at)
    rows.source[place] = source.number
    rows.class[place] = read.class
    rows.outcome[place] = outcomes.indexOf(read.outcome)
    rows.flags[place] = read.flags
    rows.address[place] = read.address
    rows.actor[place] = read.actor
    rows.action[place] = read.action
    rows.target[place] = read.target
    rows.session[place] = read.session
    rows.body[place] = body
  }
  // Canonical JSON has no line break of its own: bodies need no quoting then, and salts none as bytes.
  await sql`
    insert into events.event
      (organisation_id, batch, at, place, source, class, outcome, flags, address, actor, action, target, session, salt, body)
    select organisation, ${batch}::bigint, to_timestamp(at / 1000), place - 1, source, class, outcome, flags, address, actor,
      action, target, session, substring(${salts}::bytea from (place::integer - 1) * ${sql.lit(saltBytes)} + 1 for ${sql.lit(saltBytes)}), body
    from unnest(${textsLiteral(rows.organisation)}::uuid[], ${numbersLiteral(rows.at)}::float8[],
      ${numbersLiteral(rows.source)}::integer[], ${numbersLiteral(rows.class)}::smallint[],
      ${numbersLiteral(rows.outcome)}::smallint[], ${numbersLiteral(rows.flags)}::smallint[],
      ${textsLiteral(rows.address)}::inet[], ${textsLiteral(rows.actor)}::text[], ${textsLiteral(rows.action)}::text[],
      ${textsLiteral(rows.target)}::text[], ${textsLiteral(rows.session)}::text[],
      string_to_array(${rows.body.join('\n')}, ${'\n'}))
      with ordinality as given (organisation, at, source, class, outcome, flags, address, actor, action, target, session,
        body, place)`.execute(tx)
  await appendEvents(tx, batch, entries)
}

const columns = () => ({
  organisation: [] as string[],
  /** ms since the epoch */
  at: [] as number[],
  source: [] as number[],
  class: [] as number[],
  outcome: [] as number[],
  flags: [] as number[],
  address: [] as (string | null)[],
  actor: [] as (string | null)[],
  action: [] as (string | null)[],
  target: [] as (string | null)[],
  session: [] as (string | null)[],
  body: [] as string[],
})
