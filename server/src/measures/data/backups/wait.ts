import { minute } from '../../../kernel/clock.ts'
import type { Run as CheckRun } from '../../../engine/claims/index.ts'
import type { Platform } from '../../../platform/platform.ts'
import { codeOf, interrupted } from './failure.ts'
import { places } from './places.ts'
import { runsSince, type Run } from './runs.ts'
import { backupsReader } from './tables.ts'

const pollMs = 250
const pollsMax = 180
/** So long a new backup may take to be copied before its copies count as missing. */
const copyingMs = 10 * minute

/**
 * Waits for a backup that is being taken right now: until the newest attempt has ended and each place was written to, or
 * 45 s at most. So the first check of a fresh installation meets its first backup.
 */
export async function untilSettled({ platform, signal }: CheckRun): Promise<void> {
  for (let polls = 0; polls < pollsMax && !(await isSettled(platform)); polls++) {
    signal.throwIfAborted()
    await new Promise((resolve) => setTimeout(resolve, pollMs))
  }
}

async function isSettled(platform: Platform): Promise<boolean> {
  const newest = await backupsReader(platform.database.reader)
    .selectFrom('backups.run')
    .select(['id', 'finished_at', 'error'])
    .orderBy('started_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!newest || newest.finished_at === null) return false
  if (newest.error !== null) return codeOf(newest.error) !== interrupted
  return isWritten(platform, await writtenPlaces(platform), newest.id)
}

/**
 * The backups since `since` (ms since the epoch), oldest first, that must stand everywhere by now: all but one that is
 * just being copied.
 */
export async function settledRuns(platform: Platform, since: number): Promise<Run[]> {
  const runs = await runsSince(platform.database.reader, since)
  const written = await writtenPlaces(platform)
  const now = platform.clock.now()
  return runs.filter((run) => now - run.finishedAt > copyingMs || isWritten(platform, written, run.id))
}

/** `<run> <place>` wherever a copy was made or tried. */
async function writtenPlaces({ database }: Platform): Promise<Set<string>> {
  const rows = await backupsReader(database.reader)
    .selectFrom('backups.copy')
    .select(['run_id', 'place'])
    .execute()
  return new Set(rows.map((row) => `${row.run_id} ${row.place}`))
}

const isWritten = (platform: Platform, written: ReadonlySet<string>, run: string): boolean =>
  places(platform).every((place) => written.has(`${run} ${place.id}`))
