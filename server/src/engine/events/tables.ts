import type { Generated, Kysely, Transaction } from 'kysely'
import type { Reader, Writer } from '../../platform/database/database.ts'

export interface EventsTables {
  'events.head': { single: Generated<boolean>; batch: number }
  'events.source': {
    id: string
    number: Generated<number>
    organisation_id: string
    name: string
    settings: unknown
    paused: Generated<boolean>
    created_at: Date
    last_received_at: Date | null
    received: Generated<number>
    deleted_at: Generated<Date | null>
    probe: Generated<boolean>
  }
  'events.source_token': {
    id: string
    source_id: string
    hash: Uint8Array
    name: string
    created_at: Date
    expires_at: Date | null
    last_used_at: Date | null
  }
  'events.source_hour': {
    source: number
    hour: Date
    received: Generated<number>
    refused: Generated<number>
    repeated: Generated<number>
    late: Generated<number>
    out_of_order: Generated<number>
    future: Generated<number>
    timeless: Generated<number>
    unmapped: Generated<number>
    offsets: Generated<unknown>
  }
  'events.source_sequence': {
    source: number
    key: string
    highest: number
    began_at: Date
    earlier: number | null
    missing: Generated<unknown>
    seen_at: Date
  }
  'events.event': {
    organisation_id: string
    batch: number
    at: Date
    place: number
    source: number
    class: number
    outcome: number
    flags: number
    address: string | null
    actor: string | null
    action: string | null
    target: string | null
    session: string | null
    salt: Uint8Array
    body: string
  }
  'events.key': {
    source: number
    hash: Uint8Array
    batch: number
    place: number
    content: Generated<Uint8Array | null>
    class: Generated<number | null>
  }
  'events.block': {
    last_batch: number
    first_batch: number
    count: number
    min_at: Date
    max_at: Date
    bloom: Uint8Array
  }
  'events.tally': {
    organisation_id: string
    quarter: Date
    last_batch: number
    class: number
    outcome: number
    count: number
  }
}

/** The events' own tables, to read. */
export const eventsReader = (reader: Reader) => reader as unknown as Kysely<EventsTables>
/** The events' own tables, in a transaction. */
export const eventsWriter = (tx: Writer) => tx as unknown as Transaction<EventsTables>
