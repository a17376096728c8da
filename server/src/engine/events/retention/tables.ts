import type { Generated, Kysely, Transaction } from 'kysely'
import type { Reader, Writer } from '../../../platform/database/database.ts'

export type DeletionReason = 'expired' | 'erased'
export type ErasureState = 'looking' | 'erasing' | 'rewriting' | 'done' | 'failed'

interface RetentionTables {
  'events.retention': {
    class: number
    days: number
    reason: string | null
    changed_at: Date
    changed_by: string | null
  }
  'events.deletion': {
    id: string
    run: string
    class: number
    reason: DeletionReason
    from_batch: number
    to_batch: number
    count: number
    at: Date
    freed_bytes: Generated<number>
    record_id: string | null
  }
  'events.hold': {
    id: string
    organisation_id: string | null
    actor: string | null
    actor_exact: string | null
    actor_in_body: string | null
    class: number | null
    from_at: Date | null
    to_at: Date | null
    reason: string
    owner_id: string
    created_at: Date
    ends_at: Date
    ended_at: Date | null
  }
  'events.erasure': {
    id: string
    organisation_id: string
    sealed_value: Uint8Array | null
    sealed_sessions: Uint8Array | null
    subject: string
    state: ErasureState
    first_batch: number
    until_batch: number
    cursor_batch: number
    counts: Generated<unknown>
    traces: Generated<unknown>
    problem: string | null
    started_at: Date
    gone_at: Date | null
    ended_at: Date | null
  }
  'events.rewrite': { table_name: string; erasure_id: string }
}

/** The tables of how long events stay, to read. */
export const retentionReader = (reader: Reader) => reader as unknown as Kysely<RetentionTables>
/** The same, in a transaction. */
export const retentionWriter = (tx: Writer) => tx as unknown as Transaction<RetentionTables>
