import { defineCheck, type Finding } from '../../../../engine/claims/index.ts'
import { hour } from '../../../../kernel/clock.ts'
import { text } from '../../../../kernel/language.ts'
import { hitWords } from './canary.ts'
import { search, type AtRest } from './search.ts'

/** Judges that nobody but the owner may read key files, and that no key stands outside of them. */
export function judgeKeyFiles({ keys, files, dump }: AtRest): Finding {
  const population = { checked: files.checked, total: files.total }
  const say = (verdict: Finding['verdict'], code: string, de: string, en: string): Finding => ({
    verdict,
    code,
    observed: text(de, en),
    population,
  })
  if (keys.hits.length > 0) {
    const where = hitWords(keys.hits)
    return say(
      'fails',
      'key-found',
      `Ein Schlüssel stand außerhalb der Schlüsselablage: ${where.de}.`,
      `A key stood outside the key folder: ${where.en}.`,
    )
  }
  if (keys.loose.length > 0) {
    const loose = keys.loose.length
    return say(
      'fails',
      'readable-by-others',
      `Zugriffsrechte zu weit bei ${loose} ${loose === 1 ? 'Eintrag' : 'Einträgen'} der Schlüsselablage.`,
      `Permissions too wide for ${loose} ${loose === 1 ? 'entry' : 'entries'} of the key folder.`,
    )
  }
  if (keys.secrets === 0 || keys.blind > 0)
    return say(
      'unknown',
      'search-blind',
      'Die Suche fand Schlüssel nicht einmal in ihren eigenen Dateien; sie sagt deshalb nichts aus.',
      'The search did not even find keys in their own files, so it proves nothing.',
    )
  if (files.checked < files.total) {
    const left = files.total - files.checked
    return say(
      'unknown',
      'not-all-searched',
      `${left} von ${files.total} Dateien konnten nicht vollständig durchsucht werden.`,
      `${left} of ${files.total} files could not be searched completely.`,
    )
  }
  return say(
    'holds',
    'keys-apart',
    `Alle ${keys.files} Schlüsseldateien sind nur für das System selbst lesbar; keiner der Schlüssel kam in ${files.total} durchsuchten Dateien außerhalb der Schlüsselablage oder in einem Abzug aller ${dump.tables} Tabellen vor.`,
    `All ${keys.files} key files are readable by the system alone; none of the keys turned up outside the key folder in ${files.total} files searched or in a dump of all ${dump.tables} tables.`,
  )
}

export const keyFiles = defineCheck({
  version: 1,
  method: text(
    'Die Zugriffsrechte aller Schlüsseldateien werden gelesen; dann werden die Schlüssel selbst in allen anderen Dateien, an den Ablageorten der Sicherungen und in einem frischen Abzug der Datenbank gesucht.',
    'The permissions of all key files are read; then the keys themselves are searched in all other files, in the storage places of backups and in a fresh dump of the database.',
  ),
  validityMs: 26 * hour,
  observer: search,
  judge: judgeKeyFiles,
})
