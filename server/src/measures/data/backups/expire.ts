import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { isoTime } from '../../../kernel/clock.ts'
import { recorded, type Recorded } from '../../../kernel/recorded.ts'
import type { Writer } from '../../../platform/database/database.ts'
import type { Platform } from '../../../platform/platform.ts'
import { runCommand } from '../../../engine/log/index.ts'
import { backupError, type BackupError } from './failure.ts'
import { filesIn, places } from './places.ts'
import { keptSince, newestRun, retentionDays } from './runs.ts'
import { backupsWriter } from './tables.ts'

const command = { permission: 'backups:expire', actor: { kind: 'system', name: 'backups' } } as const

/**
 * Deletes every backup older than the retention in every place, also those that the database does not know. The newest
 * one stays however old it is: the claim then fails, but the last backup is not lost. Answers how many files were deleted.
 */
export async function expireBackups(platform: Platform): Promise<number> {
  const since = keptSince(retentionDays(platform.configuration()), platform.clock.now())
  const newest = await newestRun(platform.database.reader)
  const deleted: { file: string; place: string }[] = []
  let firstError: BackupError | null = null
  for (const place of places(platform)) {
    try {
      for (const { file, takenAt } of await filesIn(place)) {
        if (takenAt >= since || file === newest?.file) continue
        await rm(join(place.folder, file), { force: true })
        deleted.push({ file, place: place.id })
      }
    } catch (error) {
      firstError ??= backupError(error)
    }
  }
  if (deleted.length > 0)
    await runCommand(platform, command, (tx) => record(tx, deleted, since, platform.clock.now()))
  if (firstError !== null) throw firstError
  return deleted.length
}

async function record(
  tx: Writer,
  deleted: readonly { file: string; place: string }[],
  since: number,
  now: number,
): Promise<Recorded<null>> {
  const counts: Record<string, number> = {}
  for (const { file, place } of deleted) {
    counts[place] = (counts[place] ?? 0) + 1
    await backupsWriter(tx)
      .updateTable('backups.copy')
      .set({ deleted_at: new Date(now) })
      .where('place', '=', place)
      .where(
        'run_id',
        'in',
        backupsWriter(tx).selectFrom('backups.run').select('id').where('file', '=', file),
      )
      .execute()
  }
  const data = { olderThan: isoTime(since), files: deleted.length, perPlace: counts }
  return recorded([{ type: 'backups.backups-expired', data, disclosed: true }], null)
}
