import { join } from 'node:path'
import { defineCheck, defineObserver, type Finding } from '../../../../engine/claims/index.ts'
import { hour, minute } from '../../../../kernel/clock.ts'
import { text } from '../../../../kernel/language.ts'
import type { Platform } from '../../../../platform/platform.ts'
import { BackupError, backupError, failureWords, type FailureCode } from '../failure.ts'
import { rowCount, type Manifest } from '../format.ts'
import { migrationsOnDisk } from '../migrations-on-disk.ts'
import { places, type Place } from '../places.ts'
import { backupIdentities } from '../recipients.ts'
import { requireReadable, restoreReadable, type Restore } from '../restore.ts'
import { newestRun, type Run } from '../runs.ts'
import { untilSettled } from '../wait.ts'
import { count, moment, span } from '../words.ts'

/** What the drill gave. Times in ms since the epoch. */
export type Drill =
  | {
      readonly outcome: 'restored'
      readonly takenAt: number
      readonly tables: number
      readonly rows: number
      readonly ms: number
    }
  | { readonly outcome: 'refused'; readonly takenAt: number; readonly failure: string }
  | { readonly outcome: 'no-backup' }

const drill = defineObserver({
  id: 'backups/drill',
  everyMs: 6 * hour,
  budgetMs: 30 * minute,
  targets: () => [{ id: 'installation' }],
  observe: async (run): Promise<Drill> => {
    await untilSettled(run)
    const newest = await newestRun(run.platform.database.reader)
    if (newest === null) return { outcome: 'no-backup' }
    const began = run.platform.clock.monotonic()
    try {
      const manifest = await restoreToScratch(run.platform, newest, run.signal)
      const ms = Math.round(run.platform.clock.monotonic() - began)
      return {
        outcome: 'restored',
        takenAt: newest.takenAt,
        tables: manifest.tables.length,
        rows: rowCount(manifest),
        ms,
      }
    } catch (error) {
      run.signal.throwIfAborted()
      run.platform.telemetry.warn('restore drill failed', {
        file: newest.file,
        reason: backupError(error).message,
      })
      return { outcome: 'refused', takenAt: newest.takenAt, failure: backupError(error).code }
    }
  },
})

async function restoreToScratch(platform: Platform, run: Run, signal: AbortSignal): Promise<Manifest> {
  const [first] = places(platform) as [Place]
  const identities = await backupIdentities(platform)
  const file = join(first.folder, run.file)
  const restore: Restore = { file, identities, sha256: run.sha256, modules: await migrationsOnDisk(), signal }
  await requireReadable(restore)
  let opened = false
  const restoring = platform.database.scratch((database) => {
    opened = true
    return restoreReadable(database, restore)
  })
  return restoring.catch((error: unknown) => {
    throw opened
      ? error
      : new BackupError(
          'no-scratch-database',
          `No database for the drill (the account needs CREATEDB): ${String(error)}`,
          error,
        )
  })
}

/** Failures of the drill itself: they say nothing about the backup. */
const inconclusive: ReadonlySet<string> = new Set<FailureCode>([
  'no-identity',
  'no-scratch-database',
  'disk-full',
  'interrupted',
  'failed',
  'place-refused',
])

/** Judges the newest drill. */
export function judgeRestorable(seen: Drill): Finding {
  if (seen.outcome === 'no-backup') {
    return {
      verdict: 'unknown',
      code: 'no-backup-yet',
      observed: text('Es liegt noch keine Sicherung vor.', 'There is no backup yet.'),
    }
  }
  if (seen.outcome === 'refused') {
    const why = failureWords(seen.failure)
    const observed = text(
      `Die Sicherung vom ${moment(seen.takenAt, 'de')} wurde nicht wiederhergestellt. ${why.de}`,
      `The backup of ${moment(seen.takenAt, 'en')} was not restored. ${why.en}`,
    )
    return { verdict: inconclusive.has(seen.failure) ? 'unknown' : 'fails', code: seen.failure, observed }
  }
  const { takenAt, tables, rows, ms } = seen
  return {
    verdict: 'holds',
    code: 'restored',
    observed: text(
      `Die Sicherung vom ${moment(takenAt, 'de')} wurde in ${span(ms, 'de').replace(/Tage$/, 'Tagen')} in eine leere Datenbank eingespielt; ` +
        `${tables} von ${tables} Tabellen mit zusammen ${count(rows, 'de')} Zeilen stimmen mit dem Original überein.`,
      `The backup of ${moment(takenAt, 'en')} was restored into an empty database in ${span(ms, 'en')}; ` +
        `${tables} of ${tables} tables with ${count(rows, 'en')} rows together match the original.`,
    ),
    population: { checked: tables, total: tables },
  }
}

export const restorable = defineCheck({
  version: 1,
  method: text(
    'Die neueste Sicherung wird entschlüsselt und in eine leere Datenbank eingespielt; danach werden Anzahl und Prüfsumme der Zeilen jeder Tabelle mit denen des Originals verglichen.',
    'The newest backup is decrypted and restored into an empty database; then count and checksum of the rows of every table are compared with those of the original.',
  ),
  validityMs: 26 * hour,
  observer: drill,
  judge: judgeRestorable,
})
