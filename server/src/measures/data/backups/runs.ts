import type { Configuration } from '../../../platform/config/configuration.ts'
import type { Reader } from '../../../platform/database/database.ts'
import { day } from '../../../kernel/clock.ts'
import { backupsReader } from './tables.ts'

/** A backup that succeeded. Times in ms since the epoch. */
export interface Run {
  readonly id: string
  readonly takenAt: number
  readonly finishedAt: number
  readonly file: string
  readonly bytes: number
  readonly sha256: string
  readonly tables: number
  readonly rows: number
}

/** Shared by sentence, check and expire: the parameter of the claim `backups/retention`. */
export const retentionDaysDefault = 30

/** How many days a backup is kept. */
export function retentionDays(configuration: Configuration): number {
  const chosen = configuration.parameters['backups/retention']?.['days']
  return typeof chosen === 'number' ? chosen : retentionDaysDefault
}

/** Before this moment (ms since the epoch) a backup is too old to be kept. */
export const keptSince = (days: number, now: number): number => now - days * day

const runsMax = 5000

/** Backups that succeeded and show a moment since `since` (ms since the epoch), oldest first. */
export async function runsSince(reader: Reader, since: number): Promise<Run[]> {
  const rows = await successful(reader)
    .where('started_at', '>=', new Date(since))
    .orderBy('started_at', 'desc')
    .limit(runsMax)
    .execute()
  return rows.map(runOf).toReversed()
}

/** The newest backup that succeeded, or null. */
export async function newestRun(reader: Reader): Promise<Run | null> {
  const row = await successful(reader).orderBy('started_at', 'desc').limit(1).executeTakeFirst()
  return row ? runOf(row) : null
}

/** The newest attempt that ended, with its error; null before the first. */
export async function newestAttempt(
  reader: Reader,
): Promise<{ startedAt: number; error: string | null } | null> {
  const row = await backupsReader(reader)
    .selectFrom('backups.run')
    .select(['started_at', 'error'])
    .where('finished_at', 'is not', null)
    .orderBy('started_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? { startedAt: row.started_at.getTime(), error: row.error } : null
}

const successful = (reader: Reader) =>
  backupsReader(reader)
    .selectFrom('backups.run')
    .selectAll()
    .where('finished_at', 'is not', null)
    .where('error', 'is', null)

type Row = Awaited<ReturnType<ReturnType<typeof successful>['execute']>>[number]

const runOf = (row: Row): Run => ({
  id: row.id,
  takenAt: row.started_at.getTime(),
  finishedAt: (row.finished_at as Date).getTime(),
  file: row.file,
  bytes: row.bytes as number,
  sha256: row.sha256 as string,
  tables: row.table_count as number,
  rows: row.row_count as number,
})
