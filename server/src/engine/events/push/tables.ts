import type { Generated, Kysely, Transaction } from 'kysely'
import type { Reader, Writer } from '../../../platform/database/database.ts'
import type { DeliveryState, EndpointState } from './state-names.ts'

interface PushTables {
  'events.push_endpoint': {
    id: string
    organisation_id: string
    url: string
    description: string
    query: string | null
    everywhere: boolean
    kinds: string[]
    /** See secrets.ts. */
    sealed: Uint8Array
    state: EndpointState
    batch: number
    place: number
    record: number
    failing_since: Date | null
    delivered_at: Date | null
    /** Why the last try failed; null: it did not. */
    failed_with: string | null
    due_at: Date
    /** Who answers for it: a person's id, or `operator`; null: nobody is known. */
    owner: string | null
    lease: string | null
    leased_until: Date | null
    created_at: Date
  }
  'events.push_delivery': {
    number: Generated<number>
    id: string
    endpoint_id: string
    batch: number | null
    place: number | null
    record: number | null
    state: DeliveryState
    tries: Generated<number>
    first_try_at: Date | null
    created_at: Date
    ended_at: Date | null
  }
  'events.push_try': {
    delivery: number
    tried: number
    at: Date
    ms: number
    status: number | null
    problem: string | null
    answer: Uint8Array
  }
}

/** The tables of webhooks, to read. */
export const pushReader = (reader: Reader) => reader as unknown as Kysely<PushTables>
/** The tables of webhooks, in a transaction. */
export const pushWriter = (tx: Writer) => tx as unknown as Transaction<PushTables>
