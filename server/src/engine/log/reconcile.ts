import { sql } from 'kysely'
import type { Reader } from '../../platform/database/database.ts'
import { logReader } from './tables.ts'

/** How records, leaves and outbox stand to each other at one moment. */
export interface Reconciliation {
  /** Leaves of the signed tree. */
  readonly size: number
  readonly records: number
  readonly leaves: number
  readonly pending: number
  /** Records that are neither a leaf nor pending. */
  readonly lost: number
  /** Leaves whose record is gone. */
  readonly bare: number
  /** When the oldest pending record was written, ms since the epoch; null when nothing is pending. */
  readonly oldestPendingAt: number | null
}

/** Counts in one statement, so that all numbers are of the same moment. Null before the log was opened. */
export async function readReconciliation(reader: Reader): Promise<Reconciliation | null> {
  const { rows } = await sql<Record<keyof Reconciliation, number | null>>`
    select head.size::float8 as "size",
      (select count(*) from log.record)::float8 as "records",
      (select count(*) from log.leaf)::float8 as "leaves",
      (select count(*) from log.pending)::float8 as "pending",
      (select count(*) from log.record r where not exists (select 1 from log.leaf l where l.record_id = r.id)
        and not exists (select 1 from log.pending p where p.record_id = r.id))::float8 as "lost",
      (select count(*) from log.leaf l where not exists (select 1 from log.record r where r.id = l.record_id))::float8 as "bare",
      (select extract(epoch from min(r.at)) * 1000 from log.pending p join log.record r on r.id = p.record_id)::float8
        as "oldestPendingAt"
    from log.head`.execute(logReader(reader))
  return (rows[0] as Reconciliation | undefined) ?? null
}

/** A leaf with what should open it, disclosed or not. */
export interface LeafContent {
  readonly index: number
  readonly body: string
  readonly salt: Uint8Array
}

/** What opens the leaves with index in [from, to), in log order; leaves without a record are left out. */
export async function leafContents(reader: Reader, from: number, to: number): Promise<LeafContent[]> {
  return logReader(reader)
    .selectFrom('log.leaf')
    .innerJoin('log.record', 'log.record.id', 'log.leaf.record_id')
    .select(['log.leaf.index', 'log.record.body', 'log.record.salt'])
    .where('log.leaf.index', '>=', from)
    .where('log.leaf.index', '<', to)
    .orderBy('log.leaf.index')
    .execute()
}
