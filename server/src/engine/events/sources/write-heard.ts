import { sql } from 'kysely'
import type { Writer } from '../../../platform/database/database.ts'
import { eventsWriter } from '../tables.ts'
import type { HeardHour, HeardSource, Hearing } from './hearing.ts'
import { follow, missingSchema, type Run } from './sequence.ts'

/**
 * Adds what was heard to the tables. Sources are locked one after the other in the order of their numbers, so that servers
 * that write at the same moment neither wait for each other for ever nor lose each other's counts. `now` in ms.
 */
export async function writeHeard(tx: Writer, hearing: Hearing, now: number): Promise<void> {
  const sources = [...hearing.sources].toSorted(([one], [other]) => one - other)
  for (const [number, heard] of sources) {
    await writeSource(tx, number, heard)
    for (const [hour, counts] of heard.hours) await writeHour(tx, number, hour, counts)
    for (const [key, runs] of heard.runs) await writeSequence(tx, number, key, runs, now)
  }
  const tokens = [...hearing.tokens].toSorted(([one], [other]) => (one < other ? -1 : 1))
  if (tokens.length === 0) return
  await sql`
    update events.source_token as token set last_used_at = greatest(token.last_used_at, used.at)
    from unnest(${tokens.map(([id]) => id)}::uuid[], ${tokens.map(([, at]) => new Date(at).toISOString())}::timestamptz[])
      as used (id, at)
    where token.id = used.id`.execute(tx)
}

async function writeSource(tx: Writer, number: number, heard: HeardSource): Promise<void> {
  const received = [...heard.hours.values()].reduce((sum, each) => sum + each.received, 0)
  const last = heard.lastReceivedAt === 0 ? null : new Date(heard.lastReceivedAt).toISOString()
  await sql`
    update events.source set received = received + ${received}::bigint,
      last_received_at = greatest(last_received_at, ${last}::timestamptz)
    where number = ${number}`.execute(tx)
}

async function writeHour(tx: Writer, number: number, hour: number, heard: HeardHour): Promise<void> {
  const offsets = JSON.stringify(Object.fromEntries(heard.offsets))
  await sql`
    insert into events.source_hour as old
      (source, hour, received, refused, repeated, late, out_of_order, future, timeless, unmapped, offsets)
    values (${number}, ${new Date(hour).toISOString()}::timestamptz, ${heard.received}, ${heard.refused},
      ${heard.repeated}, ${heard.late}, ${heard.outOfOrder}, ${heard.future}, ${heard.timeless}, ${heard.unmapped},
      ${offsets}::jsonb)
    on conflict (source, hour) do update set
      received = old.received + excluded.received,
      refused = old.refused + excluded.refused,
      repeated = old.repeated + excluded.repeated,
      late = old.late + excluded.late,
      out_of_order = old.out_of_order + excluded.out_of_order,
      future = old.future + excluded.future,
      timeless = old.timeless + excluded.timeless,
      unmapped = old.unmapped + excluded.unmapped,
      offsets = (
        select coalesce(jsonb_object_agg(bucket, count), '{}') from (
          select bucket, sum(value::bigint) as count
          from (select key as bucket, value from jsonb_each_text(old.offsets)
                union all select key, value from jsonb_each_text(excluded.offsets)) as each
          group by bucket) as sums)`.execute(tx)
}

async function writeSequence(
  tx: Writer,
  source: number,
  key: string,
  runs: readonly Run[],
  now: number,
): Promise<void> {
  // The row of the source is locked by this transaction: nobody else writes its sequences.
  const tables = eventsWriter(tx)
  const row = await tables
    .selectFrom('events.source_sequence')
    .select(['highest', 'began_at', 'earlier', 'missing'])
    .where('source', '=', source)
    .where('key', '=', key)
    .executeTakeFirst()
  const before = row
    ? { ...row, began: row.began_at.getTime(), missing: missingSchema.parse(row.missing) }
    : null
  const after = follow(before, runs, now)
  if (after === null) return
  const values = {
    highest: after.highest,
    began_at: new Date(after.began),
    earlier: after.earlier,
    missing: JSON.stringify(after.missing),
    seen_at: new Date(now),
  }
  await tables
    .insertInto('events.source_sequence')
    .values({ source, key, ...values })
    .onConflict((conflict) => conflict.columns(['source', 'key']).doUpdateSet(values))
    .execute()
}
