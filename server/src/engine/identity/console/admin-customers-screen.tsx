import type { ReactNode } from 'react'
import type { z } from 'zod'
import {
  Button,
  Count,
  DataTable,
  EmptyState,
  Filter,
  Loaded,
  Moment,
  PageHead,
  Say,
  text,
  useMay,
  usePages,
  useQueryState,
  type Column,
} from '@nachweis/console'
import { listCustomers } from '../contract/organisations.ts'
import { CreateCustomer } from './admin-create-customer.tsx'
import { secondFactorRules } from './admin-rule-words.ts'

type Customer = z.output<typeof listCustomers.output>['customers'][number]

/** The provider's customers. */
export function CustomersScreen(): ReactNode {
  const [q, setQ] = useQueryState('q')
  const [state, setState] = useQueryState('state')
  const [creating, setCreating] = useQueryState('create')
  const mayCreate = useMay()('customers:create')
  const { query, rows, more } = usePages(
    listCustomers,
    { query: { ...(q !== '' && { q }), ...((state === 'active' || state === 'closed') && { state }) } },
    { rows: (page) => page.customers, next: (page) => page.cursor, cursor: 'cursor' },
  )
  const create = mayCreate && (
    <Button weight="strong" label={words.create} onPress={() => setCreating('yes')} />
  )
  return (
    <>
      <PageHead title={words.title} lead={words.lead} actions={create} />
      <Loaded query={query}>
        {() => (
          <DataTable
            label={words.title}
            rows={rows}
            keyOf={({ id }) => id}
            hrefOf={({ id }) => `/customers/${id}`}
            columns={columns}
            search={{ value: q, onChange: setQ }}
            tools={<Filter label={words.state} value={state} onChange={setState} options={stateOptions} />}
            more={more}
            empty={
              state === '' ? (
                <EmptyState title={words.none} lead={words.noneYet} action={create} />
              ) : (
                <EmptyState
                  title={words.noMatch}
                  action={<Button label={words.showAll} onPress={() => setState('')} />}
                />
              )
            }
          />
        )}
      </Loaded>
      {mayCreate && <CreateCustomer isOpen={creating !== ''} onClose={() => setCreating('')} />}
    </>
  )
}

const columns: readonly Column<Customer>[] = [
  { id: 'name', label: text('Name', 'Name'), cell: ({ name }) => name },
  { id: 'state', label: text('Stand', 'State'), cell: ({ state }) => <Say words={states[state]} /> },
  {
    id: 'factor',
    label: text('Zweiter Faktor', 'Second factor'),
    cell: ({ secondFactor }) => <Say words={secondFactorRules[secondFactor].title} />,
  },
  {
    id: 'people',
    label: text('Personen', 'People'),
    isNumber: true,
    cell: ({ people }) => <Count n={people} />,
  },
  { id: 'created', label: text('Angelegt', 'Created'), cell: ({ createdAt }) => <Moment at={createdAt} /> },
]

const states = {
  active: text('Offen', 'Open'),
  closed: text('Geschlossen', 'Closed'),
}

const stateOptions = [
  { id: '', label: text('Alle', 'All') },
  { id: 'active', label: text('Offene', 'Open') },
  { id: 'closed', label: text('Geschlossene', 'Closed') },
]

const words = {
  title: text('Kunden', 'Customers'),
  lead: text(
    'Die Organisationen, für die Sie arbeiten. Jede verwaltet ihre Personen selbst und sieht nichts von den anderen.',
    'The organisations that you work for. Each manages its own people and sees nothing of the others.',
  ),
  state: text('Stand', 'State'),
  create: text('Kunde anlegen', 'Create a customer'),
  none: text('Noch keine Kunden', 'No customers yet'),
  noneYet: text(
    'Legen Sie den ersten an: Sie nennen die Organisation und wer sie verwalten soll; diese Person bekommt eine Einladung.',
    'Create the first one: you name the organisation and who is to manage it; that person gets an invitation.',
  ),
  noMatch: text('Keiner in diesem Stand', 'None in this state'),
  showAll: text('Alle zeigen', 'Show all'),
}
