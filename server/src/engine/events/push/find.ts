import type { Reader, Writer } from '../../../platform/database/database.ts'
import { noSuchDelivery, noSuchEndpoint } from './problems.ts'
import { pushReader, pushWriter } from './tables.ts'

export interface AtEndpoint {
  readonly organisation: string
  readonly endpoint: string
}

/** The row of an endpoint of this organisation, locked where it will be changed. Throws a Problem when there is none. */
export async function requireEndpoint(tx: Writer | Reader, at: AtEndpoint, forUpdate = false) {
  const row = await pushReader(tx)
    .selectFrom('events.push_endpoint')
    .selectAll()
    .where('id', '=', at.endpoint)
    .where('organisation_id', '=', at.organisation)
    .$if(forUpdate, (query) => query.forUpdate())
    .executeTakeFirst()
  if (!row) throw noSuchEndpoint()
  return row
}

/** The row of a delivery of this endpoint, locked. Throws a Problem when there is none. */
export async function lockDelivery(tx: Writer, at: AtEndpoint, id: string) {
  await requireEndpoint(tx, at)
  const row = await pushWriter(tx)
    .selectFrom('events.push_delivery')
    .selectAll()
    .where('id', '=', id)
    .where('endpoint_id', '=', at.endpoint)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw noSuchDelivery()
  return row
}
