import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { recorded, type Recorded } from '../../../kernel/recorded.ts'
import type { Writer } from '../../../platform/database/database.ts'
import type { Platform } from '../../../platform/platform.ts'
import { runCommand } from '../../../engine/log/index.ts'
import { BackupError, backupError, storedError } from './failure.ts'
import { deletePartials, openPlace, places, type Place } from './places.ts'
import { keptSince, retentionDays, runsSince, type Run } from './runs.ts'
import { copyDurably } from './sealed-file.ts'
import { backupsReader, backupsWriter } from './tables.ts'

const command = { permission: 'backups:copy', actor: { kind: 'system', name: 'backups' } } as const

/**
 * Sees to it that every kept backup stands in every place: what is missing or has the wrong size is copied from a place
 * where it is intact, and read back. Does what it can, then throws what went wrong first.
 */
export async function completeCopies(platform: Platform, signal: AbortSignal): Promise<void> {
  const all = places(platform)
  const since = keptSince(retentionDays(platform.configuration()), platform.clock.now())
  const runs = await runsSince(platform.database.reader, since)
  const known = await knownCopies(platform)
  let firstError: BackupError | null = null
  for (const place of all) {
    const opened = await attempt(() => prepare(place))
    for (const run of runs) {
      const before = known.get(`${run.id} ${place.id}`)
      const error =
        opened ?? (await attempt(() => completeCopy(platform, run, place, all, before === null, signal)))
      if (error === null) continue
      firstError ??= error
      const reason = storedError(error)
      if (reason !== before)
        await runCommand(platform, command, (tx) => fail(tx, run, place, reason, platform.clock.now()))
    }
  }
  if (firstError !== null) throw firstError
}

async function prepare(place: Place): Promise<void> {
  await openPlace(place)
  await deletePartials(place)
}

async function attempt(work: () => Promise<void>): Promise<BackupError | null> {
  try {
    await work()
    return null
  } catch (error) {
    return backupError(error)
  }
}

/** Error of each copy that was tried, null when it succeeded, by run and place. */
async function knownCopies({ database }: Platform): Promise<Map<string, string | null>> {
  const rows = await backupsReader(database.reader)
    .selectFrom('backups.copy')
    .selectAll()
    .where('deleted_at', 'is', null)
    .execute()
  return new Map(rows.map((row) => [`${row.run_id} ${row.place}`, row.error]))
}

async function completeCopy(
  platform: Platform,
  run: Run,
  place: Place,
  all: readonly Place[],
  known: boolean,
  signal: AbortSignal,
) {
  const target = join(place.folder, run.file)
  if (known && (await sizeOf(target)) === run.bytes) return
  for (const source of all) {
    const from = join(source.folder, run.file)
    if (source.id === place.id || (await sizeOf(from)) !== run.bytes) continue
    if (!(await copyDurably(from, target, run, signal))) continue
    await runCommand(platform, command, (tx) => succeed(tx, run, place, source, platform.clock.now()))
    return
  }
  throw new BackupError(
    'file-missing',
    `${run.file} is missing in ${place.folder}, and no other place holds it intact.`,
  )
}

async function sizeOf(path: string): Promise<number | null> {
  return stat(path).then(
    (found) => found.size,
    () => null,
  )
}

async function succeed(
  tx: Writer,
  run: Run,
  place: Place,
  from: Place,
  now: number,
): Promise<Recorded<null>> {
  await upsert(tx, run, place, null, now)
  const data = { id: run.id, from: from.id, to: place.id, bytes: run.bytes, sha256: run.sha256 }
  return recorded([{ type: 'backups.backup-copied', data, disclosed: true }], null)
}

async function fail(tx: Writer, run: Run, place: Place, error: string, now: number): Promise<Recorded<null>> {
  await upsert(tx, run, place, error, now)
  return recorded(
    [{ type: 'backups.copy-failed', data: { id: run.id, to: place.id, error }, disclosed: false }],
    null,
  )
}

async function upsert(tx: Writer, run: Run, place: Place, error: string | null, now: number): Promise<void> {
  const state = { checked_at: new Date(now), deleted_at: null, error }
  await backupsWriter(tx)
    .insertInto('backups.copy')
    .values({ run_id: run.id, place: place.id, ...state })
    .onConflict((conflict) => conflict.columns(['run_id', 'place']).doUpdateSet(state))
    .execute()
}
