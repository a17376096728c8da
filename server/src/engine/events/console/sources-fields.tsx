import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState, type ReactNode } from 'react'
import { Checkbox, queryOf, Select, text } from '@nachweis/console'
import { listSourceCustomers } from '../sources/contract.ts'
import { CustomerSelect } from './customer-select.tsx'
import { useSources } from './sources-may.ts'
import { kindOptions } from './sources-words.ts'

/** Type of data and purpose: they decide how long events are kept. The form gets `<type> <purpose>` as `kind`. */
export function KindField({ chosen }: { readonly chosen: string }): ReactNode {
  return (
    <Select
      name="kind"
      label={words.kind}
      description={words.kindWhat}
      defaultValue={chosen}
      options={kindOptions}
    />
  )
}

/**
 * Whose the events are that name nobody, and whether any other may be named. The form gets the id as `customer`, and
 * `customerFixed`.
 */
export function CustomerField({
  chosen,
  isFixed,
}: {
  readonly chosen: { id: string; name: string } | null
  readonly isFixed: boolean
}): ReactNode {
  const { organisation } = useSources()
  const [search, setSearch] = useState('')
  const sought = useDeferredValue(search.trim())
  const found = useQuery(
    queryOf(listSourceCustomers, {
      params: { organisation },
      query: { ...(sought !== '' && { search: sought }) },
    }),
  )
  const isOwn = chosen === null || chosen.id === organisation
  return (
    <>
      <CustomerSelect
        name="customer"
        label={words.customer}
        description={words.customerWhat}
        first={[{ id: own, label: words.own }]}
        chosen={isOwn ? null : { id: chosen.id, label: chosen.name }}
        customers={(found.data?.organisations ?? []).filter(({ id }) => id !== organisation)}
        hasMore={found.data?.more === true}
        search={search}
        onSearch={setSearch}
      />
      <Checkbox
        name="customerFixed"
        label={words.fixed}
        description={words.fixedWhat}
        defaultSelected={isFixed}
      />
    </>
  )
}

const own = 'own'

/** The settings of both fields, from the values of a form. */
export function chosenSettings({ kind = '', customer, customerFixed }: Readonly<Record<string, string>>) {
  const [dataType, purpose] = kind.split(' ')
  return {
    dataType: dataType as 'operation',
    purpose: purpose as 'operation',
    customer: customer === undefined || customer === own ? null : customer,
    customerFixed: customerFixed !== undefined,
  }
}

const words = {
  kind: text('Art der Daten und Zweck', 'Type of data and purpose'),
  kindWhat: text(
    'Davon hängt ab, wie lange die Ereignisse bleiben. Es gilt, wo ein Ereignis selbst nichts anderes sagt.',
    'How long the events stay depends on it. It applies where an event itself says nothing else.',
  ),
  customer: text('Ereignisse ohne Kunde gehören', 'Events without a customer belong to'),
  customerWhat: text(
    'Nennt ein Ereignis einen Kunden, gehört es ihm, und er sieht es. Alle anderen gehören, wem Sie es hier sagen.',
    'If an event names a customer, it belongs to them and they see it. All others belong to whom you say here.',
  ),
  fixed: text('Nur für diesen Kunden', 'For this customer only'),
  fixedWhat: text(
    'Ein Ereignis, das einen anderen nennt, wird abgewiesen, als gäbe es den nicht. Sonst kann die Quelle Ereignisse für jeden Ihrer Kunden senden: Wählen Sie es, wenn nicht Sie selbst den Absender betreiben.',
    'An event that names another one is refused as if there were none of that name. Otherwise the source can send events for any of your customers: choose it unless you operate the sender yourself.',
  ),
  own: text('dem Anbieter', 'the provider'),
}
