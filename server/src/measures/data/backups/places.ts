import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { isAbsolute, join, resolve } from 'node:path'
import type { Platform } from '../../../platform/platform.ts'
import { BackupError } from './failure.ts'
import { partialEnding } from './sealed-file.ts'

/** A folder in which every backup stands. The first one is written to, the others are copied to. */
export interface Place {
  readonly id: string
  readonly folder: string
  readonly location: string | null
  /** Within the data folder: made when it is absent. */
  readonly own: boolean
}

/** A backup as its file's name tells. `takenAt` in ms since the epoch. */
export interface KeptFile {
  readonly file: string
  readonly takenAt: number
}

const namePattern = /^nachweis-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z-[0-9a-f-]{36}\.age$/

/** The name of a backup's file; it sorts by time and tells it, should the database be lost. */
export function fileName(runId: string, takenAt: number): string {
  const time = new Date(takenAt).toISOString().replaceAll(/[-:]|\.\d{3}/g, '')
  return `nachweis-${time}-${runId}.age`
}

/** The places as configured, in order. */
export function places({
  configuration,
  environment,
}: Pick<Platform, 'configuration' | 'environment'>): Place[] {
  return configuration().backups.places.map(({ id, path, location }) => ({
    id,
    folder: resolve(environment.dataDir, path),
    location: location ?? null,
    own: !isAbsolute(path),
  }))
}

/**
 * Makes sure that the place is there. A folder elsewhere is never made: a disk that is not mounted must not be taken for
 * an empty one. Throws BackupError or the file system's error.
 */
export async function openPlace(place: Place): Promise<void> {
  if (place.own) await mkdir(place.folder, { recursive: true, mode: 0o700 })
  const found = await stat(place.folder)
  if (!found.isDirectory()) throw new BackupError('place-missing', `${place.folder} is not a folder.`)
}

/** The backups in a place, oldest first. Throws the file system's error when the folder cannot be read. */
export async function filesIn(place: Place): Promise<KeptFile[]> {
  const names = await readdir(place.folder)
  return names.toSorted().flatMap((file) => {
    const takenAt = timeOf(file)
    return takenAt === null ? [] : [{ file, takenAt }]
  })
}

function timeOf(file: string): number | null {
  const [, year, month, day, hour, minute, second] = namePattern.exec(file) ?? []
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
  return Number.isNaN(time) ? null : time
}

/** Deletes what a process left behind that died while writing. Only for whoever holds the job's lease. */
export async function deletePartials(place: Place): Promise<void> {
  for (const name of await readdir(place.folder)) {
    const whole = name.slice(0, -partialEnding.length)
    if (name.endsWith(partialEnding) && timeOf(whole) !== null)
      await rm(join(place.folder, name), { force: true })
  }
}
