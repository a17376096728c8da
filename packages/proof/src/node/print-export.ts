/** The verdict on an export as text for people. */
import type { Text } from '../records.ts'
import { printable } from './print.ts'
import type { ExportProblemCode, ExportReport } from './verify-export.ts'
import { pinnedWords } from './words.ts'

const text = (de: string, en: string): Text => ({ de, en })

const problemWords: Readonly<Record<ExportProblemCode, Text>> = {
  'cut-off': text('die Datei ist abgeschnitten', 'the file is cut off'),
  'checkpoint-invalid': text('der Prüfpunkt ist ungültig', 'the checkpoint is invalid'),
  'key-changed': text('der Schlüssel ist ein anderer', 'the key is another one'),
  'line-invalid': text('die Zeile ist nicht lesbar', 'the line cannot be read'),
  'cell-differs': text(
    'die Zelle sagt etwas anderes als der Beweis',
    'the cell says otherwise than the proof',
  ),
  'proof-fails': text(
    'das Ereignis führt nicht zur signierten Wurzel',
    'the event does not lead to the signed root',
  ),
  'order-invalid': text(
    'das Ereignis steht doppelt oder am falschen Ort',
    'the event stands twice or out of order',
  ),
  'count-differs': text('die Zahl der Ereignisse stimmt nicht', 'the number of events differs'),
}

/** What was verified, by whose key, and which lines do not agree. */
export function printExport(report: ExportReport, language: keyof Text): string {
  const say = (de: string, en: string) => (language === 'de' ? de : en)
  const { checkpoint, events, key, pinned, problems } = report
  const lines: string[] = []
  if (checkpoint) {
    const { origin, size, time } = checkpoint
    lines.push(
      say(
        `Ereignisse: ${events}, bewiesen im Baum ${origin} mit ${size} Blättern, signiert ${time}`,
        `Events: ${events}, proved in the tree ${origin} of ${size} leaves, signed ${time}`,
      ),
      `${say('Schlüssel', 'Key')}: ${key ?? ''} (${pinnedWords[pinned][language]})`,
      '',
    )
  }
  lines.push(
    report.agrees
      ? say('Alle Ereignisse stimmen überein.', 'All events agree.')
      : say(`Es stimmt nicht überein (${problems.length}):`, `It does not agree (${problems.length}):`),
  )
  for (const { line, code, message } of problems) {
    const where = line === null ? '' : `${say('Zeile', 'Line')} ${line}: `
    lines.push(`  ${where}${problemWords[code][language]} [${code}] ${message}`)
  }
  return `${lines.map(printable).join('\n')}\n`
}
