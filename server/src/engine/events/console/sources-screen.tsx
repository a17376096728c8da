import type { ReactNode } from 'react'
import {
  Button,
  DataTable,
  EmptyState,
  Loaded,
  Moment,
  PageHead,
  Say,
  text,
  usePages,
  useQueryState,
  type Column,
} from '@nachweis/console'
import { listSources, type SourceRow } from '../sources/contract.ts'
import { CreateSource } from './sources-create.tsx'
import { useSources } from './sources-may.ts'
import { Spark } from './sources-spark.tsx'
import { StateMark } from './sources-state.tsx'
import { kindWords } from './sources-words.ts'

/** Everything that sends events, and how it is. */
export function SourcesScreen(): ReactNode {
  const { organisation, mayManage } = useSources()
  const [search, setSearch] = useQueryState('q')
  const [creating, setCreating] = useQueryState('create')
  const { query, rows, more } = usePages(
    listSources,
    { params: { organisation }, query: { ...(search !== '' && { search }) } },
    { rows: (page) => page.sources, next: (page) => page.next, cursor: 'after' },
  )
  const create = mayManage && (
    <Button weight="strong" label={words.create} onPress={() => setCreating('yes')} />
  )
  const isEmpty = rows.length === 0 && search === ''
  return (
    <>
      <PageHead title={words.title} lead={words.lead} actions={!isEmpty && create} />
      <Loaded query={query}>
        {() => (
          <DataTable
            label={words.title}
            rows={rows}
            keyOf={({ id }) => id}
            hrefOf={({ id }) => `/sources/${id}`}
            columns={columns}
            search={{ value: search, onChange: setSearch }}
            more={more}
            empty={<EmptyState title={words.none} lead={words.noneWhat} action={create} />}
          />
        )}
      </Loaded>
      {mayManage && <CreateSource isOpen={creating !== ''} onClose={() => setCreating('')} />}
    </>
  )
}

const columns: readonly Column<SourceRow>[] = [
  { id: 'name', label: text('Name', 'Name'), cell: ({ name }) => name },
  { id: 'state', label: text('Stand', 'State'), cell: ({ state }) => <StateMark state={state} /> },
  {
    id: 'hours',
    label: text('Letzte 24 Stunden', 'Last 24 hours'),
    cell: ({ lastHours }) => <Spark counts={lastHours} />,
  },
  {
    id: 'last',
    label: text('Zuletzt gehört', 'Last heard'),
    cell: ({ lastReceivedAt }) =>
      lastReceivedAt === null ? <Say words={words.never} /> : <Moment at={lastReceivedAt} />,
  },
  {
    id: 'kind',
    label: text('Art und Zweck', 'Type and purpose'),
    cell: ({ dataType, purpose }) => <Say words={kindWords(dataType, purpose)} />,
  },
  {
    id: 'customer',
    label: text('Wessen', 'Whose'),
    cell: ({ customer }) => (customer === null ? <Say words={words.own} /> : customer.name),
  },
]

const words = {
  title: text('Quellen', 'Sources'),
  lead: text(
    'Jedes Programm, das Ereignisse sendet, ist eine Quelle: mit eigenem Token, eigener Zuordnung und einem Stand, der sagt, ob alles ankommt.',
    'Every program that sends events is a source: with a token of its own, a mapping of its own and a state that says whether everything arrives.',
  ),
  create: text('Quelle anlegen', 'Create a source'),
  none: text('Noch sendet nichts', 'Nothing sends yet'),
  noneWhat: text(
    'Legen Sie die erste Quelle an. Danach bekommt sie ein Token, und Sie kopieren das Beispiel für Ihren Absender: curl, OpenTelemetry, syslog, Filebeat, Vector, Fluent Bit oder CloudEvents.',
    'Create the first source. Then it gets a token, and you copy the example for your sender: curl, OpenTelemetry, syslog, Filebeat, Vector, Fluent Bit or CloudEvents.',
  ),
  never: text('noch nie', 'never'),
  own: text('Anbieter', 'Provider'),
}
