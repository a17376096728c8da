import { defineCheck, type Finding } from '../../../../engine/claims/index.ts'
import { hour } from '../../../../kernel/clock.ts'
import { text } from '../../../../kernel/language.ts'
import { failureWords } from '../failure.ts'
import { keptSince } from '../runs.ts'
import { count, span } from '../words.ts'
import { state, type State } from './state.ts'

/** Expiry runs every minute; a server that was away needs a moment. Also spares the file that is just being deleted. */
const graceMs = hour

/** Judges that nothing is missing within the retention and nothing older is left, over places × backups. */
export function judgeRetention({ runs, places }: State, { days }: { readonly days: number }, now: number): Finding {
  const since = keptSince(days, now)
  const readable = places.filter((place) => place.takenAt !== null)
  const kept = runs.filter((run) => run.takenAt >= since + graceMs)
  const there = kept.reduce((sum, run) => sum + run.places.length, 0)
  const total = kept.length * places.length
  const older = readable.flatMap((place) => place.takenAt ?? []).filter((takenAt) => takenAt < since - graceMs).length
  const oldest = Math.min(now, ...readable.flatMap((place) => place.takenAt ?? []))
  const population = { checked: kept.length * readable.length, total }
  const say = (verdict: Finding['verdict'], code: string, de: string, en: string): Finding => ({
    verdict,
    code,
    observed: text(`${de} Die älteste ist ${span(now - oldest, 'de')} alt.`, `${en} The oldest is ${span(now - oldest, 'en')} old.`),
    population,
    period: { from: since, to: now },
  })
  if (older > 0) return say('fails', 'older-kept', `${count(older, 'de')} Dateien sind älter als ${days} Tage.`, `${count(older, 'en')} files are older than ${days} days.`)
  const missing = kept.length * readable.length - there
  if (missing > 0) return say('fails', 'backups-missing', `${count(missing, 'de')} von ${count(total, 'de')} Dateien fehlen.`, `${count(missing, 'en')} of ${count(total, 'en')} files are missing.`)
  const closed = places.find((place) => place.takenAt === null)
  if (closed) {
    const why = failureWords(closed.failure ?? '')
    const part = places.length - readable.length
    return say('unknown', 'place-not-read', `${part} von ${places.length} Ablageorten waren nicht lesbar: ${why.de}`, `${part} of ${places.length} storage places could not be read: ${why.en}`)
  }
  if (kept.length === 0) return { verdict: 'unknown', code: 'no-backup-yet', observed: text('Es liegt noch keine Sicherung vor.', 'There is no backup yet.') }
  return say(
    'holds',
    'kept',
    `${count(there, 'de')} von ${count(total, 'de')} Dateien (${count(kept.length, 'de')} Sicherungen an ${places.length} Orten) sind vorhanden, keine ist älter als ${days} Tage.`,
    `${count(there, 'en')} of ${count(total, 'en')} files (${count(kept.length, 'en')} backups in ${places.length} places) are there, none is older than ${days} days.`,
  )
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
