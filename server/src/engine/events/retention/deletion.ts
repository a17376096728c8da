import { sql } from 'kysely'
import { isoTime } from '../../../kernel/clock.ts'
import { newId } from '../../../kernel/id.ts'
import type { Writer } from '../../../platform/database/database.ts'
import type { DeletionReason } from './tables.ts'

/** Rows that were deleted, of one class. */
export interface Deleted {
  readonly class: number
  /** First and last batch. */
  readonly from: number
  readonly to: number
  readonly count: number
  /** By which files of the database shrank. */
  readonly freedBytes?: number
}

/** What a run of deletions is. */
export interface DeletionRun {
  readonly id: string
  readonly reason: DeletionReason
  /** ms since the epoch. */
  readonly now: number
}

const lockKey = 0x6c6f_6704
/** Of search/build-blocks.ts. */
const blocksLockKey = 0x6c6f_6703
/** Whoever waits to drop a table holds up everybody who inserts: give up early and come back. */
const lockMs = 3_000

/**
 * Deletions and holds follow each other: what a deletion spares is decided by the holds of one moment, and none comes
 * between. Until the end of the transaction.
 */
export async function lockDeletions(tx: Writer): Promise<void> {
  await sql`select pg_advisory_xact_lock(${lockKey})`.execute(tx)
  await sql`select set_config('lock_timeout', ${String(lockMs)}, true)`.execute(tx)
}

/** No block is made from here to the end of the transaction: to be called before rows are deleted, as late as can be. */
export async function lockBlocks(tx: Writer): Promise<void> {
  await sql`select pg_advisory_xact_lock(${blocksLockKey})`.execute(tx)
}

/** Writes down what the caller's transaction deletes; a run has one row a class, which grows. */
export async function noteDeletion(tx: Writer, run: DeletionRun, deleted: Deleted): Promise<void> {
  const { class: id, from, to, count, freedBytes = 0 } = deleted
  await sql`
    insert into events.deletion (id, run, class, reason, from_batch, to_batch, count, freed_bytes, at)
    values (${newId(run.now)}, ${run.id}, ${id}, ${run.reason}, ${from}, ${to}, ${count}, ${freedBytes},
      ${isoTime(run.now)})
    on conflict (run, class) do update set count = deletion.count + excluded.count,
      freed_bytes = deletion.freed_bytes + excluded.freed_bytes,
      from_batch = least(deletion.from_batch, excluded.from_batch),
      to_batch = greatest(deletion.to_batch, excluded.to_batch)`.execute(tx)
}
