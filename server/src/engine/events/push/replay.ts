import { sql } from 'kysely'
import { recorded, type Recorded } from '../../../kernel/recorded.ts'
import type { Writer } from '../../../platform/database/database.ts'
import { isoTime } from '../../../kernel/clock.ts'
import { batchAt, receivedAt } from '../event.ts'
import { lockDelivery, requireEndpoint, type AtEndpoint } from './find.ts'
import { notEnded, notWaiting } from './problems.ts'
import { pushWriter } from './tables.ts'

/** Deliveries of one replay of a range. */
const rangeMax = 10_000

const anew = { state: 'queued', first_try_at: null, ended_at: null } as const

/** Queues a delivery once more that ended, under the same webhook-id; those that wait and came later come after it. */
export async function replayOne(tx: Writer, at: AtEndpoint, delivery: string): Promise<Recorded<object>> {
  const { state, number } = await lockDelivery(tx, at, delivery)
  if (state === 'queued') throw notEnded()
  await pushWriter(tx).updateTable('events.push_delivery').set(anew).where('number', '=', number).execute()
  const data = { ...at, delivery }
  return recorded([{ type: 'events.push-delivery-replayed', data, disclosed: false }], {})
}

/** Stops trying a delivery that waits. `now` in ms since the epoch. */
export async function giveUp(
  tx: Writer,
  at: AtEndpoint,
  delivery: string,
  now: number,
): Promise<Recorded<object>> {
  const { state, number } = await lockDelivery(tx, at, delivery)
  if (state !== 'queued') throw notWaiting()
  await pushWriter(tx)
    .updateTable('events.push_delivery')
    .set({ state: 'dead', ended_at: new Date(now) })
    .where('number', '=', number)
    .execute()
  await pushWriter(tx)
    .updateTable('events.push_endpoint')
    .set({ due_at: new Date(now) })
    .where('id', '=', at.endpoint)
    .execute()
  const data = { ...at, delivery }
  return recorded([{ type: 'events.push-delivery-given-up', data, disclosed: false }], {})
}

export interface ReplayedRange {
  /** ISO times of receipt, the end not included. */
  readonly from: string
  readonly to: string
  readonly state?: 'delivered' | 'dead' | undefined
}

/** `next`: from where to go on, ISO 8601; null: that was all. */
interface Replayed {
  readonly queued: number
  readonly more: boolean
  readonly next: string | null
}

/** Queues ended deliveries of events once more that were received within a time, oldest first. */
export async function replayRange(
  tx: Writer,
  at: AtEndpoint,
  { from, to, state }: ReplayedRange,
): Promise<Recorded<Replayed>> {
  await requireEndpoint(tx, at)
  const states = state === undefined ? ['delivered', 'dead'] : [state]
  const { rows } = await sql<{ batch: number }>`
    update events.push_delivery set state = 'queued', first_try_at = null, ended_at = null
    where number in (
      select number from events.push_delivery
      where endpoint_id = ${at.endpoint} and state = any(${states}::text[])
        and batch >= ${batchAt(Date.parse(from))} and batch < ${batchAt(Date.parse(to))}
      order by number limit ${rangeMax}
    )
    returning batch`.execute(tx)
  const more = rows.length === rangeMax
  const last = rows.reduce((latest, { batch }) => Math.max(latest, batch), 0)
  const output = { queued: rows.length, more, next: more ? isoTime(receivedAt(last)) : null }
  const data = { ...at, from, to, ...output }
  return recorded([{ type: 'events.push-range-replayed', data, disclosed: false }], output)
}
