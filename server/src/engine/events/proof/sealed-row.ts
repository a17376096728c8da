import { toHex } from 'nachweis-verify'
import type { Reader } from '../../../platform/database/database.ts'
import { isoTime } from '../../../kernel/clock.ts'
import { eventId, receivedAt } from '../event.ts'
import { recordText } from '../record-text.ts'
import { eventsReader } from '../tables.ts'

/** What of an event row opens its leaf. */
export interface SealedRow {
  readonly organisation_id: string
  readonly batch: number
  readonly place: number
  /** Number of the source. */
  readonly source: number
  readonly salt: Uint8Array
  /** Canonical JSON of what was sent. */
  readonly body: string
}

/** Record and salt of a leaf: the record as the bytes that were committed to, the salt in lower-case hex. */
export interface Opening {
  readonly record: string
  readonly salt: string
}

/** What opens the leaf of a row; `source` is the id of its source. */
export function openingOf(row: SealedRow, source: string): Opening {
  const { batch, place, organisation_id: organisation, body, salt } = row
  const id = eventId(batch, place)
  return {
    record: recordText({ id, at: isoTime(receivedAt(batch)), source: { id: source }, organisation, body }),
    salt: toHex(salt),
  }
}

/** One event of an organisation with the id of its source; null when this organisation has none at this place. */
export async function readSealed(
  reader: Reader,
  organisation: string,
  { batch, place }: { readonly batch: number; readonly place: number },
): Promise<(SealedRow & { readonly sourceId: string }) | null> {
  const row = await eventsReader(reader)
    .selectFrom('events.event as event')
    .innerJoin('events.source as source', 'source.number', 'event.source')
    .select([
      'event.organisation_id',
      'event.batch',
      'event.place',
      'event.source',
      'event.salt',
      'event.body',
    ])
    .select('source.id as sourceId')
    .where('event.batch', '=', batch)
    .where('event.place', '=', place)
    .where('event.organisation_id', '=', organisation)
    .executeTakeFirst()
  return row ?? null
}
