import type { ReactNode } from 'react'
import type { z } from 'zod'
import {
  DataTable,
  EmptyState,
  Loaded,
  Moment,
  PageHead,
  Say,
  text,
  usePages,
  useText,
} from '@nachweis/console'
import { listMyActivity } from '../contract/activity.ts'
import { wayWords } from './way-words.ts'

type Entry = z.output<typeof listMyActivity.output>['activity'][number]

/** What happened with one's account, from the log. */
export function MyActivityScreen(): ReactNode {
  const { query, rows, more } = usePages(
    listMyActivity,
    {},
    { rows: (page) => page.activity, next: (page) => page.before, cursor: 'before' },
  )
  return (
    <>
      <PageHead title={words.title} lead={words.lead} />
      <Loaded query={query}>
        {() => (
          <DataTable
            label={words.title}
            rows={rows}
            keyOf={({ id }) => id}
            columns={[
              { id: 'text', label: words.what, cell: (entry) => <Say words={entry.text} /> },
              { id: 'by', label: words.by, cell: (entry) => <By entry={entry} /> },
              { id: 'at', label: words.at, cell: ({ at }) => <Moment at={at} exact /> },
            ]}
            more={more}
            empty={<EmptyState title={words.none} />}
          />
        )}
      </Loaded>
    </>
  )
}

function By({ entry: { actor } }: { readonly entry: Entry }) {
  const t = useText()
  const who = actor.name ?? t(words.kinds[actor.kind])
  return actor.way === null ? who : `${who}, ${t(wayWords(actor.way))}`
}

const words = {
  title: text('Aktivität', 'Activity'),
  lead: text(
    'Was mit Ihrem Konto geschah, wie es im Protokoll steht. Dort lässt sich nichts löschen oder ändern.',
    'What happened with your account, as it stands in the log. Nothing there can be deleted or changed.',
  ),
  what: text('Was', 'What'),
  by: text('Wer, womit', 'Who, by what'),
  at: text('Wann', 'When'),
  none: text('Noch nichts', 'Nothing yet'),
  kinds: {
    person: text('Sie', 'You'),
    service: text('Ein Programm', 'A program'),
    operator: text('Der Betreiber, auf dem Server', 'The operator, on the server'),
    system: text('Das System', 'The system'),
    anonymous: text('Nicht angemeldet', 'Not signed in'),
    erased: text('Gelöscht', 'Erased'),
  },
}
