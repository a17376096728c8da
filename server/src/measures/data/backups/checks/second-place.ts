import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import {
  defineCheck,
  defineObserver,
  type Finding,
  type Run as CheckRun,
} from '../../../../engine/claims/index.ts'
import { hour, minute } from '../../../../kernel/clock.ts'
import { text } from '../../../../kernel/language.ts'
import { backupError } from '../failure.ts'
import { places, type Place } from '../places.ts'
import { keptSince, retentionDays, type Run } from '../runs.ts'
import { fileFacts } from '../sealed-file.ts'
import { settledRuns, untilSettled } from '../wait.ts'
import { count } from '../words.ts'

/** Every file read to its end. */
export interface Copies {
  readonly places: readonly {
    readonly id: string
    readonly location: string | null
    readonly device: string | null
  }[]
  /** For each backup: the state of its file in each place, in the order of `places`. */
  readonly runs: readonly (readonly CopyState[])[]
}

/** `same`: intact, but the very file that another place shows too. */
export type CopyState = 'intact' | 'same' | 'altered' | 'missing' | 'unreadable'

const copies = defineObserver({
  id: 'backups/copies',
  everyMs: hour,
  budgetMs: 30 * minute,
  targets: () => [{ id: 'installation' }],
  observe: async (run): Promise<Copies> => {
    await untilSettled(run)
    const { platform } = run
    const all = places(platform)
    const since = keptSince(retentionDays(platform.configuration()), platform.clock.now())
    const states: CopyState[][] = []
    for (const backup of await settledRuns(platform, since)) states.push(await readCopies(run, backup, all))
    const devices = await Promise.all(
      all.map(({ folder }) =>
        stat(folder).then(
          ({ dev }) => String(dev),
          () => null,
        ),
      ),
    )
    return {
      places: all.map(({ id, location }, at) => ({ id, location, device: devices[at] ?? null })),
      runs: states,
    }
  },
})

async function readCopies({ signal }: CheckRun, backup: Run, all: readonly Place[]): Promise<CopyState[]> {
  const seen = new Set<string>()
  const states: CopyState[] = []
  for (const { folder } of all) states.push(await readCopy(join(folder, backup.file), backup, seen, signal))
  return states
}

async function readCopy(
  path: string,
  backup: Run,
  seen: Set<string>,
  signal: AbortSignal,
): Promise<CopyState> {
  try {
    const { dev, ino } = await stat(path)
    if ((await fileFacts(path, signal)).sha256 !== backup.sha256) return 'altered'
    const file = `${dev} ${ino}`
    if (seen.has(file)) return 'same'
    seen.add(file)
    return 'intact'
  } catch (error) {
    signal.throwIfAborted()
    return backupError(error).code === 'place-missing' ? 'missing' : 'unreadable'
  }
}

/** Judges that each backup stands intact in enough places. */
export function judgeSecondPlace({ places, runs }: Copies, parameters: { readonly places: number }): Finding {
  const wanted = parameters.places
  const all = runs.flat()
  const of = (state: CopyState) => all.filter((candidate) => candidate === state).length
  const population = {
    checked: all.length - of('unreadable'),
    total: runs.length * Math.max(wanted, places.length),
  }
  const say = (verdict: Finding['verdict'], code: string, de: string, en: string): Finding => ({
    verdict,
    code,
    observed: text(de, en),
    population,
  })
  if (runs.length === 0)
    return {
      verdict: 'unknown',
      code: 'no-backup-yet',
      observed: text('Es liegt noch keine Sicherung vor.', 'There is no backup yet.'),
    }
  const enough = runs.filter((states) => states.filter((state) => state === 'intact').length >= wanted).length
  const where = placeWords(places)
  const good = { de: count(enough, 'de'), en: count(enough, 'en') }
  if (of('altered') > 0)
    return say(
      'fails',
      'copy-altered',
      `${of('altered')} von ${all.length} Dateien wurden verändert: Ihre Prüfsumme stimmt nicht.`,
      `${of('altered')} of ${all.length} files were altered: their checksum does not match.`,
    )
  if (enough === runs.length) {
    return say(
      'holds',
      'copied',
      `Mit gleicher Prüfsumme an mindestens ${wanted} Orten: ${good.de} von ${good.de} Sicherungen. ${where.de}`,
      `With the same checksum in at least ${wanted} places: ${good.en} of ${good.en} backups. ${where.en}`,
    )
  }
  const short = runs.length - enough
  // What could not be read may well be intact.
  const possible = runs.every(
    (states) => states.filter((state) => state === 'intact' || state === 'unreadable').length >= wanted,
  )
  if (possible)
    return say(
      'unknown',
      'not-all-read',
      `${of('unreadable')} von ${all.length} Dateien waren nicht lesbar.`,
      `${of('unreadable')} of ${all.length} files could not be read.`,
    )
  return say(
    'fails',
    'too-few-copies',
    `An weniger als ${wanted} Orten: ${short} von ${runs.length} Sicherungen.`,
    `In fewer than ${wanted} places: ${short} of ${runs.length} backups.`,
  )
}

function placeWords(all: Copies['places']) {
  const devices = new Set(all.map((place) => place.device))
  const names = all.map(({ id, location }) => location ?? id).join(', ')
  const shared = devices.size < all.length
  return text(
    `Ablageorte: ${names}${shared ? '; nicht alle liegen auf eigenen Datenträgern' : ', auf getrennten Datenträgern'}.`,
    `Storage places: ${names}${shared ? '; not all are on storage of their own' : ', on separate storage'}.`,
  )
}

export const secondPlace = defineCheck({
  version: 1,
  method: text(
    'Jede aufbewahrte Datei wird an jedem Ablageort vollständig gelesen und ihre Prüfsumme (SHA-256) mit der aufgezeichneten verglichen.',
    'Every kept file is read to its end in every storage place and its checksum (SHA-256) is compared with the one on record.',
  ),
  validityMs: 3 * hour,
  observer: copies,
  judge: judgeSecondPlace,
})
