import { sql } from 'kysely'
import type { Reader, Writer } from '../../../platform/database/database.ts'
import type { Deleted } from './deletion.ts'

/**
 * Lets the rows that stand for deleted events go with them, in the same transaction: the tally of the class is counted
 * again, blocks that hold nothing any more are deleted, and those that hold less are marked to be made again.
 */
export async function updateDerived(tx: Writer, { class: id, from, to }: Deleted): Promise<void> {
  const touched = sql`b.last_batch >= ${from}::bigint and b.first_batch < ${to}::bigint`
  await sql`delete from events.tally where class = ${id} and last_batch in
    (select b.last_batch from events.block b where ${touched})`.execute(tx)
  await sql`
    insert into events.tally (organisation_id, quarter, last_batch, class, outcome, count)
    select e.organisation_id, to_timestamp(floor(extract(epoch from e.at) / 900) * 900), b.last_batch, e.class, e.outcome, count(*)
    from events.block b join events.event e on e.batch > b.first_batch and e.batch <= b.last_batch
    where ${touched} and e.class = ${id}
    group by 1, 2, 3, 4, 5`.execute(tx)
  await sql`delete from events.block b where ${touched} and not exists
    (select from events.event e where e.batch > b.first_batch and e.batch <= b.last_batch)`.execute(tx)
  await sql`update events.block b set outdated = true where ${touched} and not outdated`.execute(tx)
}

const keyChunkRows = 10_000
const keyChunksMax = 500

/**
 * Forgets the senders' keys of what was received before a batch, of one class or (null) all, in small steps. Answers how
 * many went.
 */
export async function deleteKeys(
  reader: Reader,
  before: number,
  ofClass: number | null,
  signal: AbortSignal,
): Promise<number> {
  const which = ofClass === null ? sql`true` : sql`class = ${ofClass}`
  let deleted = 0
  for (let chunk = 0; chunk < keyChunksMax && !signal.aborted; chunk++) {
    const { numAffectedRows = 0n } = await sql`delete from events.key where ctid = any(array(
      select ctid from events.key where batch < ${before}::bigint and ${which} limit ${keyChunkRows}))`.execute(
      reader,
    )
    deleted += Number(numAffectedRows)
    if (numAffectedRows < BigInt(keyChunkRows)) break
  }
  return deleted
}
