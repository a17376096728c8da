import { sql } from 'kysely'
import { day } from '../../../kernel/clock.ts'
import type { Platform } from '../../../platform/platform.ts'
import { allOrganisations } from '../../identity/index.ts'
import { pushReader } from './tables.ts'

/** How long the delivery log shows what ended. */
export const logKeptMs = 30 * day
/** Ended deliveries of one endpoint; older ones go before their time. */
const keptEachMax = 100_000
const endpointsMax = 10_000

/** Deletes old deliveries with their tries, and endpoints of organisations that are gone. */
export async function cleanUpPush({ clock, database }: Platform, signal: AbortSignal): Promise<void> {
  const { reader } = database
  const known = new Set((await allOrganisations(reader)).map(({ id }) => id))
  const endpoints = await pushReader(reader)
    .selectFrom('events.push_endpoint')
    .select(['id', 'organisation_id'])
    .limit(endpointsMax)
    .execute()
  const gone = endpoints.filter(({ organisation_id: organisation }) => !known.has(organisation))
  for (const { id } of gone)
    await pushReader(reader).deleteFrom('events.push_endpoint').where('id', '=', id).execute()
  await sql`delete from events.push_delivery where ended_at < ${new Date(clock.now() - logKeptMs)}`.execute(
    reader,
  )
  for (const { id } of endpoints) {
    if (signal.aborted) return
    await sql`
      delete from events.push_delivery where endpoint_id = ${id} and ended_at is not null and number <= (
        select number from events.push_delivery where endpoint_id = ${id} and ended_at is not null
        order by number desc offset ${keptEachMax} limit 1)`.execute(reader)
  }
}
