import type { ReactNode } from 'react'
import type { z } from 'zod'
import {
  Count,
  DataTable,
  EmptyState,
  Loaded,
  Moment,
  Say,
  Section,
  text,
  useLanguage,
  usePages,
  type Column,
} from '@nachweis/console'
import { listDeletionRuns } from '../retention/contract.ts'
import { DoubtedClock } from './retention-clock.tsx'
import { byteWords } from './retention-words.ts'
import { kindWords } from './sources-words.ts'

type Deletion = z.output<typeof listDeletionRuns.output>['deletions'][number]

/** What was deleted, newest first: a line for each run and kind. */
export function Runs(): ReactNode {
  const { query, rows, more } = usePages(
    listDeletionRuns,
    {},
    { rows: (page) => page.deletions, next: (page) => page.cursor, cursor: 'cursor' },
  )
  return (
    <Section title={words.title} lead={words.lead}>
      <DoubtedClock />
      <Loaded query={query}>
        {() => (
          <DataTable
            label={words.title}
            name="runs"
            rows={rows}
            keyOf={({ id }) => id}
            columns={columns}
            more={more}
            empty={<EmptyState title={words.none} lead={words.noneWhat} />}
          />
        )}
      </Loaded>
    </Section>
  )
}

function Freed({ deletion: { freedBytes, reason, waits } }: { readonly deletion: Deletion }) {
  const language = useLanguage()
  if (freedBytes > 0) return byteWords(freedBytes, language)
  return <Say words={waits ? words.notYet : reason === 'erased' ? words.little : words.reused} />
}

const columns: readonly Column<Deletion>[] = [
  { id: 'at', label: text('Wann', 'When'), cell: ({ at }) => <Moment at={at} exact /> },
  {
    id: 'kind',
    label: text('Was', 'What'),
    cell: ({ dataType, purpose }) => <Say words={kindWords(dataType, purpose)} />,
  },
  {
    id: 'why',
    label: text('Warum', 'Why'),
    cell: ({ reason }) => <Say words={reason === 'expired' ? words.expired : words.erased} />,
  },
  {
    id: 'count',
    label: text('Ereignisse', 'Events'),
    cell: ({ count }) => <Count n={count} />,
    isNumber: true,
  },
  {
    id: 'freed',
    label: text('Freigegeben', 'Freed'),
    cell: (deletion) => <Freed deletion={deletion} />,
    isNumber: true,
  },
  {
    id: 'received',
    label: text('Empfangen ab', 'Received from'),
    cell: ({ receivedFrom }) => <Moment at={receivedFrom} exact />,
  },
  {
    id: 'logged',
    label: text('Im Protokoll', 'In the log'),
    cell: ({ logged }) => <Say words={logged ? words.logged : words.notLogged} />,
  },
]

const words = {
  title: text('Löschläufe', 'Deletion runs'),
  lead: text(
    'Jede Stunde löscht ein Lauf, was über seiner Frist ist und von keiner Sperre gehalten wird. Ganze Tage oder Wochen gehen mit ihren Dateien, einzelne Ereignisse machen Platz für neue.',
    'Every hour a run deletes what is past its period and kept by no legal hold. Whole days or weeks go with their files, single events make room for new ones.',
  ),
  none: text('Noch nichts gelöscht', 'Nothing deleted yet'),
  noneWhat: text(
    'Kein Ereignis war bisher über seiner Frist, und niemand wurde gelöscht.',
    'No event has been past its period so far, and nobody was erased.',
  ),
  expired: text('Frist abgelaufen', 'Past its period'),
  erased: text('Person gelöscht', 'Person erased'),
  reused: text('Platz für neue', 'Room for new ones'),
  little: text('unter 8 kB', 'less than 8 kB'),
  notYet: text('noch nicht', 'not yet'),
  logged: text('Ja', 'Yes'),
  notLogged: text('Noch nicht', 'Not yet'),
}
