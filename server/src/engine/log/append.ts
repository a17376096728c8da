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
 * the epoch. Answers the records as they were logged. Disclosed records name no person: a sealed one beside them does.
 */
export async function append(
  tx: Writer,
  given: readonly RecordDraft[],
  actor: Actor,
  now: number,
): Promise<LogRecord[]> {
  if (given.length === 0) return []
  const ids = given.map(() => newId(now))
  const drafts = [...given]
  const disclosedIds = ids.filter((_, i) => given[i]?.disclosed)
  if (actor.kind === 'person' && disclosedIds.length > 0) {
    ids.push(newId(now))
    drafts.push({ type: 'log.records-attributed', data: { records: disclosedIds }, disclosed: false })
  }
  const records = drafts.map(({ type, data, disclosed }, i) => ({
    id: ids[i] as string,
    type,
    at: isoTime(now),
    actor: recordActor(actor, disclosed),
    data,
  }))
  const bodies = records.map((record) => canonicalJson(record))
  const salts = records.map(() => randomBytes(saltBytes))
  const entries = bodies.map((body, i) => leafEntry(body, salts[i] as Uint8Array))
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
  return records.slice(0, given.length)
}
