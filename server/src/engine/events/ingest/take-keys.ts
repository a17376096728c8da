import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Writer } from '../../../platform/database/database.ts'
import { eventId } from '../event.ts'
import { eventsWriter } from '../tables.ts'

const hashBytes = 16

interface Keyed {
  readonly source: { readonly number: number }
  /** The sender's own id, or null. */
  readonly key: string | null
}

/**
 * Writes down the keys of a batch; the head must be locked, so that nobody else writes keys meanwhile. Answers the ids of
 * those events that were stored before, here or earlier in this batch, by their place in the array.
 */
export async function takeKeys(
  tx: Writer,
  incoming: readonly Keyed[],
  batch: number,
): Promise<ReadonlyMap<number, string>> {
  const repeated = new Map<number, string>()
  if (incoming.every(({ key }) => key === null)) return repeated
  const hashes = incoming.map(({ source, key }) => (key === null ? null : hashed(source.number, key)))
  const ids = await storedBefore(
    tx,
    hashes.filter((hash) => hash !== null),
  )
  const fresh: { source: number; hash: Buffer; batch: number; place: number }[] = []
  let place = 0
  for (const [index, hash] of hashes.entries()) {
    const id = hash === null ? undefined : ids.get(hash.name)
    if (id !== undefined) repeated.set(index, id)
    else if (hash !== null) {
      ids.set(hash.name, eventId(batch, place))
      fresh.push({ source: hash.source, hash: hash.hash, batch, place })
    }
    if (id === undefined) place++
  }
  if (fresh.length > 0) await eventsWriter(tx).insertInto('events.key').values(fresh).execute()
  return repeated
}

interface Hashed {
  readonly source: number
  readonly hash: Buffer
  readonly name: string
}

function hashed(source: number, key: string): Hashed {
  const hash = createHash('sha256').update(key).digest().subarray(0, hashBytes)
  return { source, hash, name: nameOf(source, hash) }
}

const nameOf = (source: number, hash: Uint8Array) => `${source} ${Buffer.from(hash).toString('base64')}`

async function storedBefore(tx: Writer, keys: readonly Hashed[]): Promise<Map<string, string>> {
  const sources = keys.map(({ source }) => source)
  const hashes = keys.map(({ hash }) => hash)
  const { rows } = await sql<{ source: number; hash: Uint8Array; batch: number; place: number }>`
    select distinct key.source, key.hash, key.batch, key.place
    from unnest(${sources}::integer[], ${hashes}::bytea[]) as given (source, hash)
    join events.key on key.source = given.source and key.hash = given.hash`.execute(tx)
  return new Map(rows.map((row) => [nameOf(row.source, row.hash), eventId(row.batch, row.place)]))
}
