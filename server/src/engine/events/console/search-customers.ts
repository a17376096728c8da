import { useQuery } from '@tanstack/react-query'
import { queryOf, useMay, useMe } from '@nachweis/console'
import { listCustomers } from '../../identity/contract/organisations.ts'

const customersMax = 200
const idCharacters = 8

/** The name of an organisation by its id; nothing while names are on their way, the beginning of the id where there is none. */
export function useCustomerName(isNeeded: boolean): (organisation: string) => string {
  const me = useMe()
  const may = useMay()
  const { data, isLoading } = useQuery({
    ...queryOf(listCustomers, { query: { limit: customersMax } }),
    enabled: isNeeded && may('customers:read'),
    staleTime: 60_000,
  })
  const names = new Map(data?.customers.map(({ id, name }) => [id, name]))
  return (organisation) =>
    organisation === me?.organisation.id
      ? me.organisation.name
      : (names.get(organisation) ?? (isLoading ? '' : `${organisation.slice(0, idCharacters)}…`))
}
