import { allOrganisations } from '../../identity/index.ts'
import type { Reader } from '../../../platform/database/database.ts'

const shownMax = 50

/** Organisations whose name holds the words, by name; the first of them. */
export async function listCustomers(reader: Reader, search: string | undefined) {
  const words = (search ?? '').toLowerCase()
  const found = (await allOrganisations(reader))
    .filter(({ name }) => name.toLowerCase().includes(words))
    .toSorted((one, other) => one.name.localeCompare(other.name, 'de'))
  return {
    organisations: found.slice(0, shownMax).map(({ id, name }) => ({ id, name })),
    more: found.length > shownMax,
  }
}
