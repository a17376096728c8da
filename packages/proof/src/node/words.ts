/** The words of the program in both languages. */
import type { Basis, Status, Text } from '../records.ts'
import type { ProblemCode, Report, Skipped } from '../verify/report.ts'

const text = (de: string, en: string): Text => ({ de, en })

/** The public word for `holding` is the basis. */
export const basisWords: Readonly<Record<Basis, Text>> = {
  executed: text('bewiesen', 'proven'),
  observed: text('beobachtet', 'observed'),
  attested: text('bestätigt', 'attested'),
  certified: text('zertifiziert', 'certified'),
  contractual: text('vereinbart', 'agreed'),
}

export const statusWords: Readonly<Record<Exclude<Status, 'holding'>, Text>> = {
  failing: text('gescheitert', 'failing'),
  stale: text('veraltet', 'stale'),
  unknown: text('ohne Nachweis', 'no evidence'),
}

export const pinnedWords: Readonly<Record<Report['pinned'], Text>> = {
  caller: text('wie von Ihnen angegeben', 'as you named it'),
  memory: text('derselbe wie beim letzten Mal', 'the same as last time'),
  'first-use': text(
    'zum ersten Mal gesehen und auf Vertrauen übernommen; vergleichen Sie ihn auf einem anderen Weg',
    'seen for the first time and taken on trust; compare it by another way',
  ),
}

export const skippedWords: Readonly<Record<Skipped, Text>> = {
  'whole-log': text('das ganze Protokoll wurde nicht nachgerechnet', 'the whole log was not computed again'),
  records: text('die Einträge wurden nicht geöffnet', 'the records were not opened'),
  events: text('der Baum der Ereignisse wurde nicht geprüft', 'the tree of events was not verified'),
  document: text('die Stände wurden nicht nachgerechnet', 'the statuses were not computed again'),
  'older-than-memory': text(
    'die Kopie ist älter als das zuletzt Gesehene und ließ sich damit nicht vergleichen',
    'the copy is older than what was seen last and could not be compared with it',
  ),
}

export const problemWords: Readonly<Record<ProblemCode, Text>> = {
  unreachable: text('nicht erreichbar', 'unreachable'),
  missing: text('fehlt', 'is missing'),
  limit: text('überschreitet eine Grenze', 'exceeds a limit'),
  'key-invalid': text('der Schlüssel ist ungültig', 'the key is invalid'),
  'key-changed': text('der Schlüssel ist ein anderer', 'the key is another one'),
  'checkpoint-invalid': text('der Prüfpunkt ist ungültig', 'the checkpoint is invalid'),
  'checkpoint-stale': text('der Prüfpunkt ist veraltet', 'the checkpoint is stale'),
  'checkpoint-from-future': text('der Prüfpunkt kommt aus der Zukunft', 'the checkpoint is from the future'),
  rollback: text('das Protokoll wurde gekürzt', 'the log was shortened'),
  'split-view': text('es gibt zwei verschiedene Protokolle', 'there are two different logs'),
  'bundle-invalid': text('die Blätter sind nicht lesbar', 'the entries cannot be read'),
  'tile-differs': text('die Kachel passt nicht zu den Blättern', 'the tile does not match the entries'),
  'root-differs': text(
    'die Blätter ergeben nicht die signierte Wurzel',
    'the entries do not give the signed root',
  ),
  'record-invalid': text('der Eintrag öffnet sein Blatt nicht', 'the record does not open its leaf'),
  'record-duplicate': text('der Eintrag steht doppelt im Protokoll', 'the record stands in the log twice'),
  'record-from-future': text('der Eintrag kommt aus der Zukunft', 'the record is from the future'),
  'log-opened-differs': text(
    'das Protokoll wurde mit anderen Schlüsseln eröffnet',
    'the log was opened with other keys',
  ),
  'replay-status-differs': text(
    'der Stand folgt nicht aus den Einträgen',
    'the status does not follow from the records',
  ),
  'replay-since-differs': text(
    'der Zeitpunkt folgt nicht aus den Einträgen',
    'the moment does not follow from the records',
  ),
  'replay-change-missing': text(
    'ein Wechsel des Stands ist nicht verzeichnet',
    'a change of status is not recorded',
  ),
  'evidence-validity-differs': text(
    'der Nachweis gilt nicht, wie veröffentlicht',
    'the evidence does not count as published',
  ),
  'document-invalid': text('das Dokument ist nicht lesbar', 'the document cannot be read'),
  'document-differs': text(
    'das Dokument folgt nicht aus den Einträgen',
    'the document does not follow from the records',
  ),
  'document-stale': text('das Dokument ist nicht von jetzt', 'the document is not of now'),
  'evidence-invalid': text('der Nachweis ist nicht beweisbar', 'the evidence cannot be proved'),
  'evidence-differs': text('der Nachweis weicht ab', 'the evidence differs'),
  'page-invalid': text('die Seite ist nicht lesbar', 'the page cannot be read'),
  'page-claim-missing': text('die Aussage fehlt auf der Seite', 'the sentence is missing on the page'),
  'page-claim-unknown': text(
    'die Seite sagt mehr, als verzeichnet ist',
    'the page says more than is recorded',
  ),
  'page-sentence-differs': text('die Seite sagt einen anderen Satz', 'the page says another sentence'),
  'page-status-differs': text('die Seite zeigt einen anderen Stand', 'the page shows another status'),
  'page-measure-differs': text(
    'die Seite nennt die Maßnahme anders',
    'the page names the measure differently',
  ),
  internal: text('die Prüfung selbst ist gescheitert', 'the verification itself failed'),
}
