import { createHash, randomFillSync } from 'node:crypto'
import { sql } from 'kysely'
import { entryBytes, saltBytes } from 'nachweis-verify'
import { isoTime } from '../../../kernel/clock.ts'
import type { Writer } from '../../../platform/database/database.ts'
import { appendEvents } from '../../log/index.ts'
import { eventId, outcomes, receivedAt, type ReadEvent, type Received } from '../event.ts'
import { recordText, type RecordSource } from '../record-text.ts'
import { takeKeys } from './take-keys.ts'

/** An event that is about to be stored. */
export interface Incoming {
  readonly source: RecordSource & { readonly number: number }
  readonly read: ReadEvent
  /** Canonical JSON of what was sent. */
  readonly body: string
  /** The sender's own id, or null. */
  readonly key: string | null
}

/**
 * Stores events as one batch in the caller's transaction, rows and leaves together; what a sender repeats is left out.
 * The first statement locks the head until the commit: batches become visible in the order of their numbers, on all
 * servers, so that a reader who has seen a batch has seen all before it. `now` in ms since the epoch.
 */
export async function storeBatch(
  tx: Writer,
  incoming: readonly Incoming[],
  now: number,
): Promise<Received[]> {
  const batch = await nextBatch(tx, now)
  const repeated = await takeKeys(tx, incoming, batch)
  const stored = repeated.size === 0 ? incoming : incoming.filter((_, index) => !repeated.has(index))
  if (stored.length > 0) await insertRows(tx, batch, stored)
  let place = 0
  return incoming.map((_, index): Received => {
    const id = repeated.get(index)
    return id === undefined ? { kind: 'stored', id: eventId(batch, place++) } : { kind: 'repeated', id }
  })
}

async function nextBatch(tx: Writer, now: number): Promise<number> {
  const { rows } = await sql<{ batch: number }>`
    update events.head set batch = greatest(${now}::bigint * 4096, batch + 1) returning batch`.execute(tx)
  return (rows[0] as { batch: number }).batch
}

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
    createHash('sha256')
      .update(salt)
      .update(record)
      .digest()
      .copy(entries, place * entryBytes + 1)
    rows.organisation[place] = read.organisation
    rows.at[place] = new Date(read.at).toISOString()
    rows.source[place] = source.number
    rows.class[place] = read.class
    rows.outcome[place] = outcomes.indexOf(read.outcome)
    rows.flags[place] = read.flags
    rows.address[place] = read.address
    rows.actor[place] = read.actor
    rows.action[place] = read.action
    rows.target[place] = read.target
    rows.session[place] = read.session
    rows.salt[place] = salt
    rows.body[place] = body
  }
  await sql`
    insert into events.event
      (organisation_id, batch, at, place, source, class, outcome, flags, address, actor, action, target, session, salt, body)
    select organisation, ${batch}::bigint, at, place - 1, source, class, outcome, flags, address, actor, action, target,
      session, salt, body
    from unnest(${rows.organisation}::uuid[], ${rows.at}::timestamptz[], ${rows.source}::integer[],
      ${rows.class}::smallint[], ${rows.outcome}::smallint[], ${rows.flags}::smallint[], ${rows.address}::inet[],
      ${rows.actor}::text[], ${rows.action}::text[], ${rows.target}::text[], ${rows.session}::text[],
      ${rows.salt}::bytea[], ${rows.body}::text[])
      with ordinality as given (organisation, at, source, class, outcome, flags, address, actor, action, target, session,
        salt, body, place)`.execute(tx)
  await appendEvents(tx, batch, entries)
}

const columns = () => ({
  organisation: [] as string[],
  at: [] as string[],
  source: [] as number[],
  class: [] as number[],
  outcome: [] as number[],
  flags: [] as number[],
  address: [] as (string | null)[],
  actor: [] as (string | null)[],
  action: [] as (string | null)[],
  target: [] as (string | null)[],
  session: [] as (string | null)[],
  salt: [] as Uint8Array[],
  body: [] as string[],
})
