import { useState, type ReactNode } from 'react'
import {
  Dialog,
  Facts,
  numberWords,
  OutsideLink,
  RadioGroup,
  Say,
  text,
  useLanguage,
} from '@nachweis/console'
import type { Where } from './search-suggest.ts'
import { readerZone } from './search-zone.ts'

interface Props {
  readonly where: Where
  readonly q: string
  /** How many there are, as far as that is known. */
  readonly total: { readonly count: number; readonly isComplete: boolean } | null
  readonly isOpen: boolean
  readonly onClose: () => void
}

type Format = 'jsonl' | 'csv'

/** Takes every match along as a file. */
export function SearchExport({ where, q, total, isOpen, onClose }: Props): ReactNode {
  const language = useLanguage()
  const [format, setFormat] = useState<Format>('jsonl')
  const query = new URLSearchParams({
    q,
    zone: readerZone,
    everywhere: String(where.everywhere),
    format,
  })
  return (
    <Dialog title={words.title} isOpen={isOpen} onClose={onClose}>
      <div className="export">
        <Facts
          facts={[
            [words.search, q === '' ? <Say key="all" words={words.everything} /> : <code key="q">{q}</code>],
            total && [
              words.events,
              <Say key="n" words={words.count(numberWords(total.count, language), total.isComplete)} />,
            ],
          ]}
        />
        <RadioGroup
          name="format"
          label={words.format}
          value={format}
          onChange={(id) => setFormat(id === 'csv' ? 'csv' : 'jsonl')}
          options={[
            { id: 'jsonl', label: words.jsonl, description: words.jsonlWhat },
            { id: 'csv', label: words.csv, description: words.csvWhat },
          ]}
        />
        <div className="form-buttons">
          <OutsideLink
            className="button strong"
            href={`/api/v1/organisations/${where.organisation}/event-export?${query}`}
          >
            <Say words={words.load} />
          </OutsideLink>
        </div>
      </div>
    </Dialog>
  )
}

const words = {
  title: text('Ereignisse exportieren', 'Export events'),
  search: text('Suche', 'Search'),
  everything: text('alle Ereignisse', 'all events'),
  events: text('Umfang', 'Size'),
  count: (n: string, isComplete: boolean) =>
    text(
      isComplete ? `${n} Ereignisse` : `mindestens ${n} Ereignisse`,
      isComplete ? `${n} events` : `at least ${n} events`,
    ),
  format: text('Form', 'Form'),
  jsonl: text('JSON Lines mit Beweisen', 'JSON Lines with proofs'),
  jsonlWhat: text(
    'Jede Zeile ein Ereignis mit allem, was gesandt wurde, und seinem Beweis. Wer die Datei bekommt, prüft sie ohne Netz mit nachweis-verify.',
    'Each line is one event with all that was sent, and its proof. Whoever gets the file verifies it offline with nachweis-verify.',
  ),
  csv: text('CSV mit Beweisen', 'CSV with proofs'),
  csvWhat: text(
    'Eine Tabelle der verstandenen Felder, dahinter das Gesandte und sein Beweis: für Tabellenkalkulationen, und ebenso ohne Netz zu prüfen.',
    'A table of the fields that were understood, and behind them what was sent and its proof: for spreadsheets, and verified offline as well.',
  ),
  load: text('Datei herunterladen', 'Download the file'),
}
