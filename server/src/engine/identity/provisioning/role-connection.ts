import type { Reader } from '../../../platform/database/database.ts'
import { readConnections, type Connection } from '../sign-on/connection.ts'

/**
 * The connection whose groups and usual role hold for provisioned people: the required one, else the oldest that was
 * tested; a draft decides nothing yet.
 */
export async function roleConnection(reader: Reader, organisation: string): Promise<Connection | null> {
  const connections = await readConnections(reader, organisation)
  const inState = (state: Connection['state']) => connections.find((each) => each.state === state)
  return inState('enforced') ?? inState('tested') ?? null
}
