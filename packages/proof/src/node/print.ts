/** The report as text for people. */
import type { Text } from '../records.ts'
import type { Problem, Report, ReportedClaim } from '../verify/report.ts'
import type { Repeated } from './again.ts'
import { basisWords, pinnedWords, problemWords, skippedWords, statusWords } from './words.ts'

type Language = keyof Text

/** Everything that came from the installation passes through here: a terminal obeys control characters. */
export const printable = (text: string): string =>
  text.replaceAll(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029]/gu, '\ufffd')

/** `saved`: the source was a folder, which speaks of the moment it was saved and not of now. */
export function printReport(report: Report, language: Language, key: string | null, saved: boolean): string {
  const say = (de: string, en: string) => (language === 'de' ? de : en)
  const { checkpoint, counts } = report
  const lines: string[] = []
  if (saved && report.asOf) {
    const moment = minute(report.asOf)
    lines.push(
      say(
        `Gespeicherte Kopie, Stand ${moment}: was danach geschah, zeigt sie nicht.`,
        `Saved copy as of ${moment}: it does not show what happened later.`,
      ),
    )
  }
  if (checkpoint)
    lines.push(
      say(
        `Protokoll: ${checkpoint.size} Einträge, signiert ${minute(checkpoint.time)}`,
        `Log: ${checkpoint.size} entries, signed ${minute(checkpoint.time)}`,
      ),
    )
  if (report.events) {
    const { size, noted, time } = report.events
    lines.push(
      say(
        `Ereignisse: ${size} Blätter, signiert ${minute(time)}, ${noted} frühere Köpfe im Protokoll vermerkt`,
        `Events: ${size} leaves, signed ${minute(time)}, ${noted} earlier heads noted in the log`,
      ),
    )
  }
  if (key !== null) lines.push(`${say('Schlüssel', 'Key')}: ${key} (${pinnedWords[report.pinned][language]})`)
  lines.push('', ...report.claims.map((claim) => claimLine(claim, language)), '')
  lines.push(
    say(
      `Nachgeprüft: ${counts.entries} Einträge (${counts.opened} offengelegt), ${counts.tiles} Kacheln, ${counts.statusChanges} Wechsel des Stands, ${counts.evidence} Nachweise, ${counts.sentences} Sätze auf den Seiten.`,
      `Verified: ${counts.entries} entries (${counts.opened} disclosed), ${counts.tiles} tiles, ${counts.statusChanges} changes of status, ${counts.evidence} pieces of evidence, ${counts.sentences} sentences on the pages.`,
    ),
  )
  for (const skipped of report.skipped)
    lines.push(`${say('Ausgelassen', 'Left out')}: ${skippedWords[skipped][language]}.`)
  if (report.remarks.length > 0)
    lines.push(
      '',
      say('Unregelmäßigkeiten der Vergangenheit:', 'Irregularities of the past:'),
      ...problemLines(report.remarks, language),
    )
  lines.push('', verdict(report, language), ...problemLines(report.problems, language))
  return `${lines.map(printable).join('\n')}\n`
}

function verdict(report: Report, language: Language): string {
  const count = report.problems.length
  if (language === 'de')
    return report.agrees ? 'Alles Geprüfte stimmt überein.' : `Es stimmt nicht überein (${count}):`
  return report.agrees ? 'Everything that was verified agrees.' : `It does not agree (${count}):`
}

function claimLine({ status, basis, since, sentence }: ReportedClaim, language: Language): string {
  const word = status === 'holding' ? basisWords[basis] : statusWords[status]
  const start = language === 'de' ? 'seit' : 'since'
  return `  ${word[language].padEnd(13)} ${start} ${minute(since)}  ${sentence[language]}`
}

const problemLines = (problems: readonly Problem[], language: Language) =>
  problems.map(
    ({ where, code, message }) => `  ${where}: ${problemWords[code][language]} [${code}] ${message}`,
  )

/** The outcome of `--again`. */
export function printRepeated({ agreed, differing, notRepeatable }: Repeated, language: Language): string {
  const say = (de: string, en: string) => (language === 'de' ? de : en)
  const lines = [
    say(
      `Wiederholt: ${agreed} Prüfungen mit gleichem Befund.`,
      `Repeated: ${agreed} checks with the same verdict.`,
    ),
  ]
  for (const { check, target, recorded, found } of differing) {
    lines.push(
      say(
        `  ${check} (${target}): verzeichnet ${recorded}, jetzt ${found}`,
        `  ${check} (${target}): recorded ${recorded}, now ${found}`,
      ),
    )
  }
  if (notRepeatable.length > 0) {
    lines.push(
      say('Von hier aus nicht wiederholbar:', 'Cannot be repeated from here:'),
      ...notRepeatable.map((check) => `  ${check}`),
    )
  }
  return `${lines.map(printable).join('\n')}\n`
}

/** `2026-05-01 08:00 UTC`; what is no time is shown as it is. */
const minute = (time: string) =>
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(time) ? `${time.slice(0, 10)} ${time.slice(11, 16)} UTC` : time
