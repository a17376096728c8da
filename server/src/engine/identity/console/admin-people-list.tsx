import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import {
  Button,
  DataTable,
  EmptyState,
  Filter,
  Loaded,
  Moment,
  queryOf,
  Say,
  Select,
  text,
  useGo,
  usePages,
  useQueryState,
  useText,
  type Column,
} from '@nachweis/console'
import { roles as policies, rolesOf } from '../../../kernel/policy.ts'
import { showOrganisation } from '../contract/organisations.ts'
import { listPeople } from '../contract/people.ts'
import { isProtected, Standing, states, type Person } from './admin-person-facts.tsx'
import { roleTitles } from './role-titles.ts'
import './admin-people.css'

interface Props {
  readonly organisation: string
  readonly kind: 'provider' | 'customer'
  /** The list's own address, without filters. */
  readonly here: string
  readonly hrefOf: (person: string) => string
  /** Absent where one may not invite. */
  readonly onInvite: (() => void) | null
}

const factorKinds = ['with', 'without'] as const

/** The people of an organisation, by name, searched by the server. */
export function PeopleList({ organisation, kind, here, hrefOf, onInvite }: Props): ReactNode {
  const [q, setQ] = useQueryState('q')
  const [state, setState] = useQueryState('state')
  const [role, setRole] = useQueryState('role')
  const [factor, setFactor] = useQueryState('factor')
  const known = rolesOf(kind).find((each) => each === role)
  const { query, rows, more } = usePages(
    listPeople,
    {
      params: { organisation },
      query: {
        ...(q !== '' && { q }),
        ...(isState(state) && { state }),
        ...(known !== undefined && { role: known }),
      },
    },
    { rows: (page) => page.people, next: (page) => page.cursor, cursor: 'cursor' },
  )
  const shown = rows.filter((person) => factor === '' || isProtected(person) === (factor === 'with'))
  const isNarrowed = q !== '' || state !== '' || role !== '' || factor !== ''
  const go = useGo()
  return (
    <>
      <Share organisation={organisation} />
      <div className="table-tools people-tools">
        <Filter label={words.state} value={state} onChange={setState} options={stateOptions} />
        <Filter label={words.factor} value={factor} onChange={setFactor} options={factorOptions} />
        <RoleFilter kind={kind} value={role} onChange={setRole} />
      </div>
      <Loaded query={query}>
        {() => (
          <DataTable
            label={words.people}
            rows={shown}
            keyOf={({ id }) => id}
            hrefOf={({ id }) => hrefOf(id)}
            columns={columns}
            search={{ value: q, onChange: setQ }}
            more={more}
            empty={
              <Nobody
                isNarrowed={isNarrowed}
                onClear={() => go(here, { replace: true })}
                onInvite={onInvite}
                more={more}
              />
            }
          />
        )}
      </Loaded>
    </>
  )
}

interface RoleFilterProps {
  readonly kind: 'provider' | 'customer'
  readonly value: string
  readonly onChange: (role: string) => void
}

function RoleFilter({ kind, value, onChange }: RoleFilterProps) {
  return (
    <Select
      name="role"
      label={words.role}
      value={value || 'all'}
      onChange={(id) => onChange(id === 'all' ? '' : id)}
      options={[
        { id: 'all', label: words.allRoles },
        ...rolesOf(kind).map((id) => ({ id, label: policies[id].title })),
      ]}
    />
  )
}

function Share({ organisation }: { readonly organisation: string }) {
  const t = useText()
  const found = useQuery(queryOf(showOrganisation, { params: { organisation } })).data
  if (!found) return null
  return <p className="section-lead">{t(words.share(found.withSecondFactor, found.people))}</p>
}

interface NobodyProps {
  readonly isNarrowed: boolean
  readonly onClear: () => void
  readonly onInvite: (() => void) | null
  readonly more: { readonly hasMore: boolean; readonly isLoading: boolean; readonly onMore: () => void }
}

function Nobody({ isNarrowed, onClear, onInvite, more }: NobodyProps) {
  if (!isNarrowed)
    return (
      <EmptyState
        title={words.nobody}
        lead={words.nobodyYet}
        action={onInvite && <Button weight="strong" label={words.invite} onPress={onInvite} />}
      />
    )
  return (
    <EmptyState
      title={words.noMatch}
      lead={more.hasMore ? words.notYet : words.widen}
      action={
        more.hasMore ? (
          <Button label={words.lookOn} onPress={more.onMore} isPending={more.isLoading} />
        ) : (
          <Button label={words.clear} onPress={onClear} />
        )
      }
    />
  )
}

const isState = (given: string): given is Person['state'] => Object.hasOwn(states, given)

const columns: readonly Column<Person>[] = [
  { id: 'name', label: text('Name', 'Name'), cell: ({ name }) => name },
  {
    id: 'email',
    label: text('E-Mail', 'E-mail'),
    cell: ({ email }) => <span className="break">{email}</span>,
  },
  { id: 'roles', label: text('Rollen', 'Roles'), cell: ({ roles }) => <Say words={roleTitles(roles)} /> },
  { id: 'state', label: text('Stand', 'State'), cell: (person) => <Standing person={person} /> },
  {
    id: 'factor',
    label: text('Zweiter Faktor', 'Second factor'),
    cell: (person) => <HasFactor person={person} />,
  },
  { id: 'seen', label: text('Zuletzt da', 'Last seen'), cell: (person) => <Seen person={person} /> },
]

function HasFactor({ person }: { readonly person: Person }) {
  return <Say words={isProtected(person) ? words.yes : words.no} />
}

function Seen({ person }: { readonly person: Person }) {
  return person.lastSeenAt === null ? <Say words={words.never} /> : <Moment at={person.lastSeenAt} />
}

const words = {
  people: text('Personen', 'People'),
  share: (n: number, of: number) =>
    text(
      `${n} von ${of} aktiven Personen haben einen zweiten Faktor eingerichtet.`,
      `${n} of ${of} active people have set up a second factor.`,
    ),
  state: text('Stand', 'State'),
  factor: text('Zweiter Faktor', 'Second factor'),
  role: text('Rolle', 'Role'),
  allRoles: text('Alle Rollen', 'All roles'),
  yes: text('eingerichtet', 'set up'),
  no: text('fehlt', 'missing'),
  never: text('noch nie', 'never yet'),
  nobody: text('Noch niemand', 'Nobody yet'),
  nobodyYet: text(
    'Laden Sie jemanden ein: Die Person bekommt eine Mail mit einem Link, der sieben Tage gilt.',
    'Invite somebody: they get a mail with a link that works for seven days.',
  ),
  invite: text('Person einladen', 'Invite a person'),
  noMatch: text('Niemand passt zu diesen Filtern', 'Nobody fits these filters'),
  widen: text('Nehmen Sie einen Filter zurück.', 'Take a filter back.'),
  notYet: text(
    'Unter den bisher geladenen Personen ist niemand; es gibt weitere.',
    'Nobody among the people loaded so far; there are more.',
  ),
  lookOn: text('Weitersuchen', 'Search on'),
  clear: text('Filter zurücknehmen', 'Clear the filters'),
}

const stateOptions = [
  { id: '', label: text('Alle', 'All') },
  ...(Object.keys(states) as Person['state'][]).map((id) => ({ id, label: states[id] })),
]
const factorOptions = [
  { id: '', label: text('Mit und ohne Faktor', 'With and without factor') },
  ...factorKinds.map((id) => ({
    id,
    label: id === 'with' ? text('Mit', 'With') : text('Ohne', 'Without'),
  })),
]
