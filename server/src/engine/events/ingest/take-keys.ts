import { hash as digest } from 'node:crypto'
import { sql, type Insertable } from 'kysely'
import type { Writer } from '../../../platform/database/database.ts'
import { eventId, type Received } from '../event.ts'
import { eventsWriter, type EventsTables } from '../tables.ts'

const hashBytes = 16
const contentBytes = 8

interface Keyed {
  readonly source: { readonly number: number }
  /** The sender's own id, or null. */
  readonly key: string | null
  /** Canonical JSON of what was sent. */
  readonly body: string
  readonly read: { readonly class: number }
}

/** Why an event with a key is not stored. */
export type NotFresh = Exclude<Received, { kind: 'stored' }>

/**
 * Writes down the keys of a batch; the head must be locked, so that nobody else writes keys meanwhile. Answers, by their
 * place in the array, what became of those events whose key was taken before, here or earlier in this batch: repeated, or
 * refused where the key stands for other content.
 */
export async function takeKeys(
  tx: Writer,
  incoming: readonly Keyed[],
  batch: number,
): Promise<ReadonlyMap<number, NotFresh>> {
  const known = new Map<number, NotFresh>()
  if (incoming.every(({ key }) => key === null)) return known
  const keys = incoming.map(({ source, key, body }) =>
    key === null ? null : hashed(source.number, key, body),
  )
  const taken = await takenBefore(
    tx,
    keys.filter((key) => key !== null),
  )
  const fresh: Insertable<EventsTables['events.key']>[] = []
  let place = 0
  for (const [index, key] of keys.entries()) {
    const before = key === null ? undefined : taken.get(key.name)
    if (key !== null && before !== undefined) known.set(index, against(before, key.content))
    else if (key !== null) {
      const { source, hash, content } = key
      taken.set(key.name, { id: eventId(batch, place), content })
      fresh.push({ source, hash, content, class: incoming[index]?.read.class ?? null, batch, place })
    }
    if (before === undefined) place++
  }
  if (fresh.length > 0) await eventsWriter(tx).insertInto('events.key').values(fresh).execute()
  return known
}

interface Hashed {
  readonly source: number
  readonly hash: Buffer
  /** Of the body, so that other content is not taken for a repetition. */
  readonly content: Buffer
  readonly name: string
}

interface Before {
  readonly id: string
  /** Null: from before it was written down. */
  readonly content: Uint8Array | null
}

function hashed(source: number, key: string, body: string): Hashed {
  const hash = digest('sha256', key, 'buffer').subarray(0, hashBytes)
  const content = digest('sha256', body, 'buffer').subarray(0, contentBytes)
  return { source, hash, content, name: nameOf(source, hash) }
}

const nameOf = (source: number, hash: Uint8Array) => `${source} ${Buffer.from(hash).toString('base64')}`

const against = ({ id, content }: Before, now: Buffer): NotFresh =>
  content === null || now.equals(content)
    ? { kind: 'repeated', id }
    : {
        kind: 'refused',
        reason: 'key-reused',
        message: `The id of this event, or the Idempotency-Key of its request, stands for event ${id}, whose content is another. Send this one with another id, or with none.`,
      }

async function takenBefore(tx: Writer, keys: readonly Hashed[]): Promise<Map<string, Before>> {
  const sources = keys.map(({ source }) => source)
  const hashes = keys.map(({ hash }) => hash)
  const { rows } = await sql<{
    source: number
    hash: Uint8Array
    content: Uint8Array | null
    batch: number
    place: number
  }>`
    select distinct key.source, key.hash, key.content, key.batch, key.place
    from unnest(${sources}::integer[], ${hashes}::bytea[]) as given (source, hash)
    join events.key on key.source = given.source and key.hash = given.hash`.execute(tx)
  return new Map(
    rows.map(({ source, hash, content, batch, place }) => [
      nameOf(source, hash),
      { id: eventId(batch, place), content },
    ]),
  )
}
