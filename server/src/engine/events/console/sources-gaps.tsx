import type { ReactNode } from 'react'
import {
  DataTable,
  EmptyState,
  Moment,
  numberWords,
  text,
  useLanguage,
  useText,
  type Column,
} from '@nachweis/console'
import type { SourceDetail } from '../sources/contract.ts'

type Range = SourceDetail['gaps']['ranges'][number]

/** Numbers that a source gave and that have not come, noticed within a day. */
export function GapList({ gaps }: { readonly gaps: SourceDetail['gaps'] }): ReactNode {
  const t = useText()
  const language = useLanguage()
  return (
    <>
      {gaps.missing > 0 && <p>{t(words.missing(numberWords(gaps.missing, language)))}</p>}
      <DataTable
        label={words.title}
        name="gaps"
        rows={gaps.ranges}
        keyOf={({ key, from }) => `${key} ${from}`}
        columns={columns}
        empty={<EmptyState title={words.none} lead={words.noneWhat} />}
      />
    </>
  )
}

function Numbers({ range: { from, to } }: { readonly range: Range }) {
  return from === to ? String(from) : `${from} – ${to}`
}

const columns: readonly Column<Range>[] = [
  { id: 'numbers', label: text('Nummern', 'Numbers'), cell: (range) => <Numbers range={range} /> },
  { id: 'key', label: text('Gezählt bei', 'Counted at'), cell: ({ key }) => key || '–' },
  { id: 'since', label: text('Bemerkt', 'Noticed'), cell: ({ since }) => <Moment at={since} /> },
]

const words = {
  title: text('Lücken', 'Gaps'),
  missing: (n: string) => text(`Es fehlen ${n} Ereignisse.`, `${n} events are missing.`),
  none: text('Keine Lücken', 'No gaps'),
  noneWhat: text(
    'In den letzten 24 Stunden fehlte keine Nummer länger als eine Minute.',
    'In the last 24 hours no number was missing for longer than a minute.',
  ),
}
