import { defineCheck, type Finding } from '../../../../engine/claims/index.ts'
import { hour } from '../../../../kernel/clock.ts'
import { text } from '../../../../kernel/language.ts'
import { failureWords } from '../failure.ts'
import { counted, moment, size, span } from '../words.ts'
import { state, type State } from './state.ts'

const none: Finding = {
  verdict: 'unknown',
  code: 'no-backup-yet',
  observed: text('Es gibt noch keine Sicherung.', 'There is no backup yet.'),
}

/** Judges the age of the newest backup that succeeded. */
export function judgeSchedule(seen: State, { hours }: { readonly hours: number }, now: number): Finding {
  const { newest, failure, attempted, runs } = seen
  const why = failureWords(failure ?? '')
  if (!newest) {
    if (!attempted) return none
    const observed = text(`Noch keine Sicherung gelang. ${why.de}`, `No backup has succeeded yet. ${why.en}`)
    return { verdict: 'fails', code: 'no-backup-succeeded', observed }
  }
  const age = now - newest.takenAt
  const oldest = runs[0]?.takenAt ?? newest.takenAt
  const failed =
    failure === null
      ? { de: '', en: '' }
      : { de: ` Der letzte Versuch schlug fehl: ${why.de}`, en: ` The last attempt failed: ${why.en}` }
  const observed = text(
    `Die letzte Sicherung gelang am ${moment(newest.takenAt, 'de')}, vor ${agoDative(age)}; sie ist ${size(newest.bytes, 'de')} groß. ` +
      `Verzeichnet: ${counted(runs.length, 'de', 'Sicherung', 'Sicherungen')} seit dem ${moment(oldest, 'de')}.${failed.de}`,
    `The last backup succeeded at ${moment(newest.takenAt, 'en')}, ${span(age, 'en')} ago; it takes ${size(newest.bytes, 'en')}. ` +
      `On record: ${counted(runs.length, 'en', 'backup', 'backups')} since ${moment(oldest, 'en')}.${failed.en}`,
  )
  return age <= hours * hour
    ? { verdict: 'holds', code: 'backed-up', observed }
    : { verdict: 'fails', code: 'backup-too-old', observed }
}

/** German: "vor 2 Tagen". */
const agoDative = (ms: number) => span(ms, 'de').replace(/Tage$/, 'Tagen')

export const schedule = defineCheck({
  version: 1,
  method: text(
    'Alle 15 Minuten wird nachgesehen, wann die letzte Sicherung der Datenbank gelang; sie darf nicht älter sein als zugesagt.',
    'Every 15 minutes we look when the database was last backed up with success; that must not be longer ago than promised.',
  ),
  validityMs: 2 * hour,
  observer: state,
  judge: judgeSchedule,
})
