import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState, type ReactNode } from 'react'
import type { Text } from 'nachweis-verify'
import { queryOf, useMe } from '@nachweis/console'
import { listCustomers } from '../../identity/contract/organisations.ts'
import { CustomerSelect } from './customer-select.tsx'

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
  const sought = useDeferredValue(search.trim())
  const { data } = useQuery(
    queryOf(listCustomers, { query: { limit: shownMax, ...(sought !== '' && { q: sought }) } }),
  )
  return (
    <CustomerSelect
      name="organisation"
      label={label}
      {...(description && { description })}
      first={[
        ...(all ? [{ id: everyone, label: all }] : []),
        ...(own ? [{ id: own.id, label: own.name }] : []),
      ]}
      chosen={null}
      customers={data?.customers ?? []}
      hasMore={(data?.cursor ?? null) !== null}
      search={search}
      onSearch={setSearch}
    />
  )
}

const everyone = 'everyone'

/** The organisation that was chosen in a form; null: all. */
export const chosenOrganisation = ({ organisation = everyone }: Readonly<Record<string, string>>) =>
  organisation === everyone || organisation === '' ? null : organisation
