import { defineCheck, type Finding } from '../../../../engine/claims/index.ts'
import { hour } from '../../../../kernel/clock.ts'
import { text } from '../../../../kernel/language.ts'
import { failureWords } from '../failure.ts'
import { keptSince } from '../runs.ts'
import { count, counted, span } from '../words.ts'
import { state, type State } from './state.ts'

/** Expiry runs every minute; a server that was away needs a moment. Also spares the file that is just being deleted. */
const graceMs = hour

/** What stands where it should, what is missing and what should be gone. */
function tally({ runs, places }: State, since: number, now: number) {
  const readable = places.filter((place) => place.takenAt !== null)
  const kept = runs.filter((run) => run.takenAt >= since + graceMs)
  const files = readable.flatMap((place) => place.takenAt ?? [])
  const there = kept.reduce((sum, run) => sum + run.places.length, 0)
  return {
    kept: kept.length,
    there,
    total: kept.length * places.length,
    missing: kept.length * readable.length - there,
    older: files.filter((takenAt) => takenAt < since - graceMs).length,
    oldestMs: now - Math.min(now, ...files),
    checked: kept.length * readable.length,
    closed: places.filter((place) => place.takenAt === null),
  }
}

/** Judges that nothing is missing within the retention and nothing older is left, over places × backups. */
export function judgeRetention(seen: State, { days }: { readonly days: number }, now: number): Finding {
  const since = keptSince(days, now)
  const { kept, there, total, missing, older, oldestMs, checked, closed } = tally(seen, since, now)
  const [size, period] = [seen.places.length, { from: since, to: now }]
  const say = (verdict: Finding['verdict'], code: string, de: string, en: string): Finding => {
    const observed = text(
      `${de} Die älteste ist ${span(oldestMs, 'de')} alt.`,
      `${en} The oldest is ${span(oldestMs, 'en')} old.`,
    )
    return { verdict, code, observed, population: { checked, total }, period }
  }
  const n = (value: number) => ({ de: count(value, 'de'), en: count(value, 'en') })
  if (older > 0) {
    const [de, en] = [
      `Älter als ${days} Tage: ${counted(older, 'de', 'Datei', 'Dateien')}.`,
      `Older than ${days} days: ${counted(older, 'en', 'file', 'files')}.`,
    ]
    return say('fails', 'older-kept', de, en)
  }
  if (missing > 0) {
    const [de, en] = [
      `Es fehlen ${n(missing).de} von ${n(total).de} Dateien.`,
      `Missing: ${n(missing).en} of ${n(total).en} files.`,
    ]
    return say('fails', 'backups-missing', de, en)
  }
  if (closed.length > 0) {
    const why = failureWords(closed[0]?.failure ?? '')
    const de = `${closed.length} von ${size} Ablageorten waren nicht lesbar: ${why.de}`
    return say(
      'unknown',
      'place-not-read',
      de,
      `${closed.length} of ${size} storage places could not be read: ${why.en}`,
    )
  }
  if (kept === 0) {
    const observed = text('Es liegt noch keine Sicherung vor.', 'There is no backup yet.')
    return { verdict: 'unknown', code: 'no-backup-yet', observed }
  }
  const de = `${n(there).de} von ${n(total).de} Dateien (${counted(kept, 'de', 'Sicherung', 'Sicherungen')} an ${counted(size, 'de', 'Ort', 'Orten')}) sind vorhanden, keine ist älter als ${days} Tage.`
  const en = `${n(there).en} of ${n(total).en} files (${counted(kept, 'en', 'backup', 'backups')} in ${counted(size, 'en', 'place', 'places')}) are there, none is older than ${days} days.`
  return say('holds', 'kept', de, en)
}

export const retention = defineCheck({
  version: 1,
  method: text(
    'Das Verzeichnis der gelungenen Sicherungen wird mit den Dateien an jedem Ablageort verglichen: Innerhalb der Frist darf keine fehlen, danach keine übrig sein.',
    'The record of successful backups is compared with the files in every storage place: within the period none may be missing, after it none may be left.',
  ),
  validityMs: 2 * hour,
  observer: state,
  judge: judgeRetention,
})
