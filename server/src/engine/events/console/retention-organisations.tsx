import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState, type ReactNode } from 'react'
import type { Text } from 'nachweis-verify'
import { queryOf, Select, text, TextField, useMe } from '@nachweis/console'
import { listCustomers } from '../../identity/contract/organisations.ts'

const searchFromCount = 10
const shownMax = 50

interface Props {
  readonly label: Text
  readonly description?: Text
  /** The first choice, where none is possible: the form gets ''. */
  readonly all?: Text
}

/** The provider or one of its customers. The form gets the id as `organisation`. */
export function OrganisationField({ label, description, all }: Props): ReactNode {
  const own = useMe()?.organisation
  const [search, setSearch] = useState('')
  const [picked, pick] = useState<string>(all ? everyone : (own?.id ?? ''))
  const [kept, keep] = useState<{ readonly id: string; readonly name: string } | null>(null)
  const sought = useDeferredValue(search.trim())
  const { data } = useQuery(
    queryOf(listCustomers, { query: { limit: shownMax, ...(sought !== '' && { q: sought }) } }),
  )
  const customers = data?.customers ?? []
  const known = own ? [own, ...customers] : customers
  const shown = kept && !known.some(({ id }) => id === kept.id) ? [...known, kept] : known
  return (
    <>
      {((data?.cursor ?? null) !== null || search !== '' || customers.length > searchFromCount) && (
        <TextField
          name="organisation-search"
          type="search"
          label={words.search}
          isRequired={false}
          value={search}
          onChange={setSearch}
        />
      )}
      <Select
        name="organisation"
        label={label}
        {...(description && { description })}
        value={picked}
        onChange={(id) => {
          pick(id)
          keep(shown.find((each) => each.id === id) ?? null)
        }}
        options={[
          ...(all ? [{ id: everyone, label: all }] : []),
          ...shown.map(({ id, name }) => ({ id, label: name })),
        ]}
      />
    </>
  )
}

const everyone = 'everyone'

/** The organisation that was chosen in a form; null: all. */
export const chosenOrganisation = ({ organisation = everyone }: Readonly<Record<string, string>>) =>
  organisation === everyone || organisation === '' ? null : organisation

const words = { search: text('Kunden suchen', 'Search customers') }
