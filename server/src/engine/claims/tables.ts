import type { ColumnType, Kysely, Transaction } from 'kysely'
import type { ClaimPublished, MeasurePublished, ProviderPublished, Status, Verdict } from 'nachweis-verify'
import type { Reader, Writer } from '../../platform/database/database.ts'

type Json<T> = ColumnType<T, string, string>

export interface LatestTable {
  claim: string
  claim_version: number
  check_id: string
  target: string
  last_record_id: string
  last_received_at: Date
  conclusive_record_id: string | null
  /** Of the conclusive evidence, as the two times that follow. */
  verdict: Verdict | null
  received_at: Date | null
  valid_until: Date | null
  checked: number
  total: number
}

interface ClaimsTables {
  'claims.published': {
    kind: 'provider' | 'measure' | 'claim'
    id: string
    data: Json<ProviderPublished | MeasurePublished | ClaimPublished>
    record_id: string
    first_record_id: string
  }
  'claims.withdrawn': { claim: string; record_id: string }
  'claims.evidence': {
    record_id: string
    claim: string
    check_id: string
    target: string
    verdict: Verdict
    received_at: Date
    observation_digest: string
  }
  'claims.latest': LatestTable
  'claims.observation': { digest: string; body: string; received_at: Date }
  'claims.status': { claim: string; status: Status; since: Date }
  'claims.change': { record_id: string; claim: string; from_status: Status; to_status: Status; since: Date }
  'claims.missed': { record_id: string }
  'claims.schedule': { observer: string; target: string; due_at: Date; leased_until: Date | null }
}

/** The tables of this module, to read. */
export const claimsReader = (reader: Reader) => reader as unknown as Kysely<ClaimsTables>
/** The tables of this module, in a transaction. */
export const claimsWriter = (tx: Writer) => tx as unknown as Transaction<ClaimsTables>
