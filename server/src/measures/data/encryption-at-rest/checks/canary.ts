import { defineCheck, type Finding } from '../../../../engine/claims/index.ts'
import { hour } from '../../../../kernel/clock.ts'
import { text, type Text } from '../../../../kernel/language.ts'
import { search, type AtRest, type Hit } from './search.ts'

const whereWords: Record<Hit['where'], Text> = {
  'data-folder': text('in den Dateien des Servers', 'in the files of the server'),
  'backup-place': text('in den Ablageorten der Sicherungen', 'in the storage places of the backups'),
  dump: text('im Inhalt der Datenbank', 'in the content of the database'),
  'backup-stream': text('in der verschlüsselten Sicherung', 'in the encrypted backup'),
}

/** Places of the hits, each once, in words. */
export function hitWords(hits: readonly Hit[]): Text {
  const places = [...new Set(hits.map((hit) => hit.where))].map((where) => whereWords[where])
  return text(places.map(({ de }) => de).join(' und '), places.map(({ en }) => en).join(' and '))
}

/** Judges that the sealed value turned up nowhere, and that the search would have found it. */
export function judgeCanary(seen: AtRest, { algorithm }: { readonly algorithm: string }): Finding {
  const { canary, control, value, files } = seen
  const population = { checked: files.checked, total: files.total }
  const say = (verdict: Finding['verdict'], code: string, de: string, en: string): Finding => ({
    verdict,
    code,
    observed: text(de, en),
    population,
  })
  if (canary.length > 0) {
    const where = hitWords(canary)
    return say(
      'fails',
      'plaintext-found',
      `Ein Prüfwert stand im Klartext ${where.de}.`,
      `A test value stood in plain text ${where.en}.`,
    )
  }
  if (!value.opens || !value.fresh || !value.guarded) {
    return say(
      'fails',
      'sealing-broken',
      'Ein verschlüsselt gespeicherter Prüfwert ließ sich nicht einwandfrei öffnen, war nicht einmalig verschlüsselt oder nicht gegen Veränderung geschützt.',
      'A test value stored encrypted did not open properly, was not encrypted uniquely or not protected against alteration.',
    )
  }
  const blind = !control.inDump || (seen.database === 'embedded' && !control.inFiles)
  if (blind)
    return say(
      'unknown',
      'search-blind',
      'Der unverschlüsselte Kontrollwert wurde nicht gefunden; die Suche sagt deshalb nichts aus.',
      'The control value in plain text was not found, so the search proves nothing.',
    )
  if (value.algorithm === null)
    return say(
      'unknown',
      'algorithm-not-shown',
      'Das Verschlüsselungsverfahren ließ sich nicht unabhängig nachvollziehen.',
      'The encryption algorithm could not be confirmed independently.',
    )
  if (value.algorithm !== algorithm)
    return say(
      'fails',
      'other-algorithm',
      `Verschlüsselt wird mit ${value.algorithm}, zugesagt ist ${algorithm}.`,
      `The algorithm in use is ${value.algorithm}, promised is ${algorithm}.`,
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
  return { ...say('holds', 'no-plaintext', '', ''), observed: scopeWords(seen, algorithm) }
}

function scopeWords({ database, files, dump }: AtRest, algorithm: string): Text {
  const part =
    database === 'embedded'
      ? text('darunter alle Dateien der Datenbank', 'among them all files of the database')
      : text(
          'nicht aber die Dateien des Datenbankservers, auf die das System keinen Zugriff hat',
          'but not the files of the database server, to which the system has no access',
        )
  return text(
    `Ein eben gespeicherter Prüfwert (${algorithm}) kam im Klartext, in Base64, hexadezimal und in UTF-16 nirgends vor: durchsucht wurden ${files.checked} von ${files.total} Dateien der Datenablage und aller Ablageorte der Sicherungen (${part.de}; ausgenommen Sperrdatei und Sockets) sowie ein frischer Abzug aller ${dump.tables} Tabellen vor und nach seiner Verschlüsselung. Ein unverschlüsselter Kontrollwert wurde dabei gefunden.`,
    `A test value stored just before (${algorithm}) turned up nowhere in plain text, Base64, hexadecimal or UTF-16: searched were ${files.checked} of ${files.total} files of the data folder and of all storage places of backups (${part.en}; lock file and sockets excepted), and a fresh dump of all ${dump.tables} tables before and after its encryption. A control value in plain text was found by the same search.`,
  )
}

export const canary = defineCheck({
  version: 1,
  method: text(
    'Ein zufälliger Prüfwert wird wie jeder sensible Wert gespeichert und dann in allen Dateien, an den Ablageorten der Sicherungen und in einem frischen Abzug der Datenbank gesucht. Ein unverschlüsselter Kontrollwert muss dabei gefunden werden. Das Verfahren wird mit einer unabhängigen Entschlüsselung nachvollzogen.',
    'A random test value is stored like every sensitive value and then searched in all files, in the storage places of backups and in a fresh dump of the database. A control value in plain text must be found by the same search. The algorithm is confirmed by decrypting independently.',
  ),
  validityMs: 26 * hour,
  observer: search,
  judge: judgeCanary,
})
