import { sql } from 'kysely'
import type { Writer } from '../../platform/database/database.ts'
import { entryBytes } from 'nachweis-verify'
import { logWriter } from './tables.ts'

/** One of the two trees of an installation: where it is kept, and what waits to become its next leaves. */
export interface Tree {
  readonly name: 'records' | 'events'
  readonly head: 'log.head' | 'log.event_head'
  readonly tile: 'log.tile' | 'log.event_tile'
  readonly bundle: 'log.bundle' | 'log.event_bundle'
  /** Of the lock that makes the sequencer the only one over all servers. */
  readonly lockKey: number
  /** Leaves a round; whatever was taken with the last batch comes on top. */
  readonly batchMax: number
  /** Takes what is pending, oldest first, and writes down which leaves it becomes from index `size` on. Answers the entries. */
  readonly take: (tx: Writer, size: number) => Promise<readonly Uint8Array[]>
}

/** Records of changes and evidence, each with a row of its own. */
export const records: Tree = {
  name: 'records',
  head: 'log.head',
  tile: 'log.tile',
  bundle: 'log.bundle',
  lockKey: 0x6c6f_6700,
  batchMax: 5_000,
  take: takeRecords,
}

/** Events of other systems, which come in batches: millions must not weigh on whoever verifies the records. */
export const events: Tree = {
  name: 'events',
  head: 'log.event_head',
  tile: 'log.event_tile',
  bundle: 'log.event_bundle',
  lockKey: 0x6c6f_6701,
  batchMax: 20_000,
  take: takeBatches,
}

async function takeRecords(tx: Writer, size: number): Promise<readonly Uint8Array[]> {
  const { rows } = await sql<{ record_id: string; entry: Uint8Array }>`
    with taken as (
      delete from log.pending where position in
        (select position from log.pending order by position limit ${records.batchMax})
      returning position, record_id, entry
    ) select record_id, entry from taken order by position`.execute(tx)
  const ids = rows.map((row) => row.record_id)
  if (ids.length > 0)
    await sql`insert into log.leaf (index, record_id)
      select ${size}::bigint + place - 1, id from unnest(${ids}::uuid[]) with ordinality as given (id, place)`.execute(
      tx,
    )
  return rows.map((row) => row.entry)
}

const batchesMax = 500

async function takeBatches(tx: Writer, size: number): Promise<readonly Uint8Array[]> {
  // Whole batches, as many as fit: a batch is never parted.
  const { rows } = await sql<{ batch: number; entries: Uint8Array }>`
    with waiting as (
      select batch, sum(length(entries)) over (order by batch) - length(entries) as before
      from (select * from log.event_pending order by batch limit ${batchesMax}) as oldest
    ), taken as (
      delete from log.event_pending where batch in
        (select batch from waiting where before < ${events.batchMax * entryBytes})
      returning batch, entries
    ) select batch, entries from taken order by batch`.execute(tx)
  let next = size
  const batches = rows.map(({ batch, entries }) => {
    const count = entries.length / entryBytes
    const placed = { first_leaf: next, batch, count }
    next += count
    return placed
  })
  if (batches.length > 0) await logWriter(tx).insertInto('log.event_batch').values(batches).execute()
  return rows.flatMap(({ entries }) =>
    Array.from({ length: entries.length / entryBytes }, (_, place) =>
      entries.subarray(place * entryBytes, (place + 1) * entryBytes),
    ),
  )
}
