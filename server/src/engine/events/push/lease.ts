import { randomUUID } from 'node:crypto'
import type { Selectable } from 'kysely'
import { minute } from '../../../kernel/clock.ts'
import type { Writer } from '../../../platform/database/database.ts'
import type { Platform } from '../../../platform/platform.ts'
import { pushReader, pushWriter } from './tables.ts'

/** Longer than one try may take: see send.ts. */
export const leaseMs = minute
/** A lease that ends later than any of these was written before the clock was set back. */
const plausibleMs = 2 * leaseMs

/** An endpoint that this server alone sends to, until the lease ends. */
export interface Leased {
  readonly id: string
  readonly lease: string
  readonly organisation: string
  readonly url: string
  readonly description: string
  readonly sealed: Uint8Array
  readonly query: string | null
  readonly everywhere: boolean
  /** A person's id, or `operator`; null: nobody is known. */
  readonly owner: string | null
  readonly kinds: readonly string[]
}

/** This server is no longer the one that sends: another took over, or somebody paused the endpoint. */
export class LeaseLost extends Error {}

type Needed = Pick<Platform, 'clock' | 'database'>

/** Takes an endpoint that is due and nobody sends to; null when there is nothing to take. */
export async function takeEndpoint({ clock, database }: Needed, id: string): Promise<Leased | null> {
  const now = clock.now()
  const lease = randomUUID()
  const row = await pushReader(database.reader)
    .updateTable('events.push_endpoint')
    .set({ lease, leased_until: new Date(now + leaseMs) })
    .where('id', '=', id)
    .where('state', '=', 'active')
    .where('due_at', '<=', new Date(now))
    .where(({ eb, or }) =>
      or([
        eb('leased_until', 'is', null),
        eb('leased_until', '<=', new Date(now)),
        eb('leased_until', '>', new Date(now + plausibleMs)),
      ]),
    )
    .returningAll()
    .executeTakeFirst()
  if (!row) return null
  const { organisation_id: organisation, url, description, sealed, query, everywhere, owner, kinds } = row
  return { id, lease, organisation, url, description, sealed, query, everywhere, owner, kinds }
}

export interface EndpointChange {
  readonly batch?: number
  readonly place?: number
  readonly record?: number
  readonly failing_since?: Date | null
  readonly delivered_at?: Date
  readonly failed_with?: string | null
  readonly due_at?: Date
}

/**
 * Makes sure in the caller's transaction that the lease is still held, prolongs it and changes the endpoint; answers it as it
 * is now. Throws LeaseLost: then nothing may be written.
 */
export async function holdLease(
  tx: Writer,
  { clock }: Pick<Platform, 'clock'>,
  { id, lease }: Pick<Leased, 'id' | 'lease'>,
  change: EndpointChange = {},
) {
  const row = await pushWriter(tx)
    .updateTable('events.push_endpoint')
    .set({ leased_until: new Date(clock.now() + leaseMs), ...change })
    .where('id', '=', id)
    .where('lease', '=', lease)
    .where('state', '=', 'active')
    .returningAll()
    .executeTakeFirst()
  if (!row) throw new LeaseLost()
  return row satisfies Selectable<object>
}

/** Gives an endpoint back. */
export async function releaseEndpoint({ database }: Needed, { id, lease }: Leased): Promise<void> {
  await pushReader(database.reader)
    .updateTable('events.push_endpoint')
    .set({ lease: null, leased_until: null })
    .where('id', '=', id)
    .where('lease', '=', lease)
    .execute()
}
