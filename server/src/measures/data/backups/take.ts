import { join } from 'node:path'
import { isoTime } from '../../../kernel/clock.ts'
import { newId } from '../../../kernel/id.ts'
import { recorded, type Recorded } from '../../../kernel/recorded.ts'
import type { Writer } from '../../../platform/database/database.ts'
import type { Platform } from '../../../platform/platform.ts'
import { runCommand } from '../../../engine/log/index.ts'
import { dump } from './dump.ts'
import { interrupted, storedError } from './failure.ts'
import { manifestSha256, rowCount } from './format.ts'
import { deletePartials, fileName, openPlace, places, type Place } from './places.ts'
import { backupRecipients } from './recipients.ts'
import { writeSealed } from './sealed-file.ts'
import type { Run } from './runs.ts'
import { backupsWriter } from './tables.ts'

const command = { permission: 'backups:take', actor: { kind: 'system', name: 'backups' } } as const

/**
 * Takes a backup of the whole database as of now into the first place, and records it, or records why not and throws.
 * Only one may run at a time: the job's lease sees to it.
 */
export async function takeBackup(platform: Platform, signal: AbortSignal): Promise<Run> {
  const place = places(platform)[0] as Place
  const takenAt = platform.clock.now()
  const id = newId(takenAt)
  const file = fileName(id, takenAt)
  await platform.database.transaction((tx) =>
    backupsWriter(tx)
      .insertInto('backups.run')
      .values({ id, started_at: new Date(takenAt), file })
      .execute(),
  )
  try {
    const written = await write(platform, place, file, takenAt, signal)
    const run = { id, takenAt, finishedAt: platform.clock.now(), file, ...written }
    return await runCommand(platform, command, (tx) => succeed(tx, run, written.manifestSha256, place))
  } catch (error) {
    const reason = storedError(error)
    await runCommand(platform, command, (tx) => fail(tx, id, reason, platform.clock.now()))
    throw error
  }
}

async function write(platform: Platform, place: Place, file: string, takenAt: number, signal: AbortSignal) {
  const recipients = await backupRecipients(platform)
  await openPlace(place)
  await deletePartials(place)
  return platform.database.snapshot(async (reader) => {
    const { manifest, manifestLine, lines } = await dump(reader, takenAt)
    const facts = await writeSealed(join(place.folder, file), lines, recipients, signal)
    const sha256OfManifest = manifestSha256(manifestLine)
    return {
      ...facts,
      manifestSha256: sha256OfManifest,
      tables: manifest.tables.length,
      rows: rowCount(manifest),
    }
  })
}

/** A process that died left its attempt open. Its file, if it has its name already, is whole: it ages like the others. For whoever holds the lease. */
export async function endInterrupted(platform: Platform): Promise<void> {
  await platform.database.transaction((tx) =>
    backupsWriter(tx)
      .updateTable('backups.run')
      .set({
        finished_at: new Date(platform.clock.now()),
        error: `${interrupted}: the process ended before the backup was finished`,
      })
      .where('finished_at', 'is', null)
      .execute(),
  )
}

async function succeed(tx: Writer, run: Run, manifest: string, place: Place): Promise<Recorded<Run>> {
  const { id, takenAt, finishedAt, bytes, sha256, tables, rows } = run
  await backupsWriter(tx)
    .updateTable('backups.run')
    .set({
      finished_at: new Date(finishedAt),
      bytes,
      sha256,
      manifest_sha256: manifest,
      table_count: tables,
      row_count: rows,
    })
    .where('id', '=', id)
    .execute()
  await backupsWriter(tx)
    .insertInto('backups.copy')
    .values({ run_id: id, place: place.id, checked_at: new Date(finishedAt) })
    .execute()
  const data = {
    id,
    takenAt: isoTime(takenAt),
    finishedAt: isoTime(finishedAt),
    bytes,
    sha256,
    manifestSha256: manifest,
    tables,
    rows,
  }
  return recorded([{ type: 'backups.backup-taken', data, disclosed: true }], run)
}

async function fail(tx: Writer, id: string, error: string, now: number): Promise<Recorded<null>> {
  await backupsWriter(tx)
    .updateTable('backups.run')
    .set({ finished_at: new Date(now), error })
    .where('id', '=', id)
    .execute()
  // Not disclosed: the message may name folders.
  return recorded([{ type: 'backups.backup-failed', data: { id, error }, disclosed: false }], null)
}
