import type { ReactNode } from 'react'
import type { z } from 'zod'
import {
  Button,
  DataTable,
  EmptyState,
  Filter,
  Loaded,
  Moment,
  Say,
  text,
  usePages,
  useQueryState,
  useText,
  type Column,
} from '@nachweis/console'
import { listActivity } from '../contract/activity.ts'
import { activityKind, type ActivityKind } from './admin-activity-kind.ts'
import { wayWords } from './way-words.ts'

type Entry = z.output<typeof listActivity.output>['activity'][number]

interface Props {
  readonly organisation: string
  /** Only what concerns this person. */
  readonly person?: string
}

const pageMax = 200

/** What happened in an organisation, from the log: filtered among what is loaded, with the way to more. */
export function ActivityList({ organisation, person }: Props): ReactNode {
  const t = useText()
  const [kind, setKind] = useQueryState('kind')
  const { query, rows, more } = usePages(
    listActivity,
    { params: { organisation }, query: { limit: pageMax } },
    { rows: (page) => page.activity, next: (page) => page.before, cursor: 'before' },
  )
  const shown = rows.filter(
    (entry) =>
      (kind === '' || activityKind(entry.type) === kind) &&
      (person === undefined || entry.person?.id === person),
  )
  const find = (entry: Entry) => [t(entry.text), actorName(entry, t), entry.person?.name ?? ''].join(' ')
  return (
    <Loaded query={query}>
      {() => (
        <>
          {person === undefined && (
            <div className="table-tools">
              <Filter label={words.kind} value={kind} onChange={setKind} options={kindOptions} />
            </div>
          )}
          <DataTable
            label={words.title}
            name="activity"
            rows={shown}
            keyOf={({ id }) => id}
            columns={person === undefined ? columns : columns.filter(({ id }) => id !== 'person')}
            {...(person === undefined && { find })}
            more={more}
            empty={<Nothing more={more} isNarrowed={kind !== '' || person !== undefined} />}
          />
        </>
      )}
    </Loaded>
  )
}

interface NothingProps {
  readonly more: { readonly hasMore: boolean; readonly isLoading: boolean; readonly onMore: () => void }
  readonly isNarrowed: boolean
}

function Nothing({ more, isNarrowed }: NothingProps) {
  if (more.hasMore)
    return (
      <EmptyState
        title={words.notYet}
        lead={words.older}
        action={<Button label={words.lookOn} onPress={more.onMore} isPending={more.isLoading} />}
      />
    )
  return <EmptyState title={isNarrowed ? words.noMatch : words.nothing} lead={words.here} />
}

const columns: readonly Column<Entry>[] = [
  { id: 'text', label: text('Was', 'What'), cell: (entry) => <Say words={entry.text} /> },
  {
    id: 'person',
    label: text('Wen es betrifft', 'Whom it concerns'),
    cell: (entry) => <Concerned entry={entry} />,
  },
  { id: 'by', label: text('Wer, womit', 'Who, by what'), cell: (entry) => <By entry={entry} /> },
  { id: 'at', label: text('Wann', 'When'), cell: ({ at }) => <Moment at={at} exact /> },
]

function Concerned({ entry: { person } }: { readonly entry: Entry }) {
  if (person === null) return <Say words={words.organisation} />
  return person.name ?? <Say words={words.kinds.erased} />
}

const actorName = ({ actor }: Entry, t: ReturnType<typeof useText>) =>
  actor.name ?? t(words.kinds[actor.kind])

function By({ entry }: { readonly entry: Entry }) {
  const t = useText()
  const { way, level } = entry.actor
  const who = actorName(entry, t)
  if (way === null) return who
  return `${who}, ${t(wayWords(way))}${level === null ? '' : ` (${t(words.level(level))})`}`
}

const words = {
  title: text('Aktivität', 'Activity'),
  kind: text('Art', 'Kind'),
  organisation: text('die Organisation', 'the organisation'),
  level: (n: number) => text(`Stufe ${n}`, `level ${n}`),
  notYet: text('Unter den geladenen Einträgen ist nichts', 'Nothing among the entries loaded'),
  older: text('Es gibt ältere Einträge.', 'There are older entries.'),
  lookOn: text('Weitersuchen', 'Search on'),
  noMatch: text('Nichts davon ist geschehen', 'Nothing of this happened'),
  nothing: text('Noch nichts', 'Nothing yet'),
  here: text(
    'Anmeldungen und Änderungen erscheinen hier, sobald sie geschehen.',
    'Sign-ins and changes appear here as soon as they happen.',
  ),
  kinds: {
    person: text('Eine Person', 'A person'),
    service: text('Ein Dienstkonto', 'A service account'),
    operator: text('Der Betreiber, auf dem Server', 'The operator, on the server'),
    system: text('Das System', 'The system'),
    anonymous: text('Nicht angemeldet', 'Not signed in'),
    erased: text('Gelöscht', 'Erased'),
  },
}

const kindWords: Readonly<Record<ActivityKind, ReturnType<typeof text>>> = {
  'sign-in': text('Anmeldungen', 'Sign-ins'),
  people: text('Personen', 'People'),
  factors: text('Faktoren und Passwörter', 'Factors and passwords'),
  rules: text('Regeln und Einmalanmeldung', 'Rules and single sign-on'),
  tokens: text('Zugangsschlüssel', 'Tokens'),
}
const kindOptions = [
  { id: '', label: text('Alles', 'Everything') },
  ...(Object.keys(kindWords) as ActivityKind[]).map((id) => ({ id, label: kindWords[id] })),
]
