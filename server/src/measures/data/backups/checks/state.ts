import { generateX25519Identity } from 'age-encryption'
import { join } from 'node:path'
import { defineObserver, type Run as CheckRun } from '../../../../engine/claims/index.ts'
import { minute } from '../../../../kernel/clock.ts'
import { backupError, codeOf } from '../failure.ts'
import { countRecipients, opensWith } from '../opened-file.ts'
import { filesIn, places, type KeptFile } from '../places.ts'
import { backupIdentities } from '../recipients.ts'
import { newestAttempt, newestRun } from '../runs.ts'
import { settledRuns, untilSettled } from '../wait.ts'

/** What stands in the records and in the places. Times in ms since the epoch. */
export interface State {
  readonly newest: { readonly takenAt: number; readonly bytes: number } | null
  /** Code of the newest attempt's failure, null when it succeeded. */
  readonly failure: string | null
  readonly attempted: boolean
  /** Every backup that succeeded and is on record: when, and in which places a file of its name stands. */
  readonly runs: readonly { readonly takenAt: number; readonly places: readonly string[] }[]
  readonly places: readonly PlaceState[]
  /** Whether this server holds a key to try. */
  readonly hasIdentity: boolean
  /** Kept files by what their encryption showed. */
  readonly seals: readonly Seal[]
}

export interface PlaceState {
  readonly id: string
  /** Null when the place could not be read; then `failure` says why. */
  readonly takenAt: readonly number[] | null
  readonly failure: string | null
}

/** `opens`: with a key of ours; `opensForStrangers`: with a key made for this check. Null: could not be read. */
export interface Seal {
  readonly recipients: number | null
  readonly opens: boolean | null
  readonly opensForStrangers: boolean | null
  readonly files: number
}

/** Reads records, folders and the head of every kept file. */
export const state = defineObserver({
  id: 'backups/state',
  everyMs: 15 * minute,
  budgetMs: 10 * minute,
  targets: () => [{ id: 'installation' }],
  observe: async (run): Promise<State> => {
    await untilSettled(run)
    const { platform } = run
    const { reader } = platform.database
    const [newest, attempt, runs] = [
      await newestRun(reader),
      await newestAttempt(reader),
      await settledRuns(platform, 0),
    ]
    const found = await readPlaces(run)
    const standing = new Map(found.map(({ id, files }) => [id, new Set(files?.map(({ file }) => file))]))
    const identities = await backupIdentities(platform)
    return {
      newest: newest && { takenAt: newest.takenAt, bytes: newest.bytes },
      failure: attempt?.error ? codeOf(attempt.error) : null,
      attempted: attempt !== null,
      runs: runs.map(({ takenAt, file }) => ({
        takenAt,
        places: [...standing].flatMap(([id, files]) => (files.has(file) ? [id] : [])),
      })),
      places: found.map(({ id, files, failure }) => ({
        id,
        failure,
        takenAt: files?.map(({ takenAt }) => takenAt) ?? null,
      })),
      hasIdentity: identities.length > 0,
      seals: await readSeals(run, found, identities),
    }
  },
})

interface FoundPlace {
  readonly id: string
  readonly folder: string
  readonly files: readonly KeptFile[] | null
  readonly failure: string | null
}

async function readPlaces({ platform }: CheckRun): Promise<FoundPlace[]> {
  return Promise.all(
    places(platform).map(async (place) => {
      const { id, folder } = place
      return filesIn(place).then(
        (files) => ({ id, folder, files, failure: null }),
        (error: unknown) => ({ id, folder, files: null, failure: backupError(error).code }),
      )
    }),
  )
}

async function readSeals(
  { signal }: CheckRun,
  found: readonly FoundPlace[],
  identities: readonly string[],
): Promise<Seal[]> {
  const stranger = await generateX25519Identity()
  const seals = new Map<string, Seal>()
  for (const { folder, files } of found) {
    for (const { file } of files ?? []) {
      signal.throwIfAborted()
      const seal = await readSeal(join(folder, file), identities, stranger)
      const key = JSON.stringify(seal)
      seals.set(key, { ...seal, files: (seals.get(key)?.files ?? 0) + 1 })
    }
  }
  return [...seals.values()]
}

async function readSeal(
  path: string,
  identities: readonly string[],
  stranger: string,
): Promise<Omit<Seal, 'files'>> {
  try {
    const recipients = await countRecipients(path)
    let opens = false
    for (const identity of identities) opens ||= await opensWith(path, identity)
    return { recipients, opens, opensForStrangers: await opensWith(path, stranger) }
  } catch {
    return { recipients: null, opens: null, opensForStrangers: null }
  }
}
