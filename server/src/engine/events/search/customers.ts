import type { Reader } from '../../../platform/database/database.ts'
import { allOrganisations } from '../../identity/index.ts'

/** Names of provider and customers by id. */
export async function customersById(reader: Reader): Promise<ReadonlyMap<string, string>> {
  return new Map((await allOrganisations(reader)).map(({ id, name }) => [id, name]))
}
