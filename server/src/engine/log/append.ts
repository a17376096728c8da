import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { canonicalJson, leafEntry, saltBytes, type LogRecord } from 'nachweis-verify'
import { recordActor, type Actor } from '../../kernel/actor.ts'
import { isoTime } from '../../kernel/clock.ts'
import { newId } from '../../kernel/id.ts'
import type { RecordDraft } from '../../kernel/recorded.ts'
import type { Writer } from '../../platform/database/database.ts'
import { logWriter } from './tables.ts'

/**
 * Writes records in the caller's transaction, in the order given; they become leaves once it commits. `now` in ms since
 * the epoch. Answers the records as they were logged.
 */
export async function append(
  tx: Writer,
  drafts: readonly RecordDraft[],
  actor: Actor,
  now: number,
): Promise<LogRecord[]> {
  if (drafts.length === 0) return []
  const records = drafts.map(({ type, data }) => ({
    id: newId(now),
    type,
    at: isoTime(now),
    actor: recordActor(actor),
    data,
  }))
  const bodies = records.map((record) => canonicalJson(record))
  const salts = records.map(() => randomBytes(saltBytes))
  const entries = bodies.map((body, i) => leafEntry(body, salts[i] as Uint8Array))
  const ids = records.map((record) => record.id)
  const types = drafts.map((draft) => draft.type)
  const disclosed = drafts.map((draft) => draft.disclosed)
  // One round trip: the record and its place in the outbox, in the order of the arrays.
  await sql`
    with given as (
      select * from unnest(${ids}::uuid[], ${types}::text[], ${bodies}::text[], ${salts}::bytea[], ${disclosed}::boolean[],
        ${entries}::bytea[]) with ordinality as given (id, type, body, salt, disclosed, entry, place)
    ), written as (
      insert into log.record (id, type, at, body, salt, disclosed)
      select id, type, ${isoTime(now)}::timestamptz, body, salt, disclosed from given
    )
    insert into log.pending (record_id, entry) select id, entry from given order by place`.execute(
    logWriter(tx),
  )
  return records
}
