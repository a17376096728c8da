import { sql } from 'kysely'
import type { Platform } from '../../../platform/platform.ts'
import { closedAmong } from '../../identity/index.ts'
import { readHead } from '../../log/index.ts'
import type { Cursor } from '../stream/cursor.ts'

/** Endpoints of one look; the next one goes on behind them. */
const lookedAtMax = 1_000

/** An endpoint that may be sent to now. */
export interface DueEndpoint {
  readonly id: string
  readonly organisation: string
  readonly everywhere: boolean
  readonly query: string | null
  readonly cursor: Cursor
  /** Whether deliveries wait. */
  readonly isWaiting: boolean
  /** Whether it wants records, and there are some that it has not seen. */
  readonly hasRecords: boolean
}

/** Active endpoints of open organisations that nobody sends to, behind `after`; `any`: whether there are active endpoints at all. */
export async function findDue(
  { clock, database }: Pick<Platform, 'clock' | 'database'>,
  after: string | null,
): Promise<{ readonly due: readonly DueEndpoint[]; readonly next: string | null; readonly any: boolean }> {
  const now = new Date(clock.now())
  const { rows } = await sql<{
    id: string
    organisation: string
    everywhere: boolean
    query: string | null
    batch: number
    place: number
    record: number
    kinds: number
    isWaiting: boolean
    isDue: boolean
  }>`
    select id, organisation_id as organisation, everywhere, query, batch, place, record,
      coalesce(array_length(kinds, 1), 0) as kinds,
      exists (select 1 from events.push_delivery as delivery
        where delivery.endpoint_id = endpoint.id and delivery.state = 'queued') as "isWaiting",
      due_at <= ${now} and (leased_until is null or leased_until <= ${now} or leased_until > ${later(now)}) as "isDue"
    from events.push_endpoint as endpoint
    where state = 'active' and (${after}::uuid is null or id > ${after}::uuid)
    order by id limit ${lookedAtMax}`.execute(database.reader)
  const size = rows.some(({ kinds }) => kinds > 0) ? ((await readHead(database.reader))?.size ?? 0) : 0
  const ready = rows.filter(({ isDue }) => isDue)
  const closed = await closedAmong(
    database.reader,
    ready.map(({ organisation }) => organisation),
  )
  const due = ready
    .filter(({ organisation }) => !closed.has(organisation))
    .map(({ id, organisation, everywhere, query, isWaiting, batch, place, record, kinds }) => ({
      id,
      organisation,
      everywhere,
      query,
      isWaiting,
      cursor: { batch, place },
      hasRecords: kinds > 0 && record < size,
    }))
  const next = rows.length === lookedAtMax ? (rows.at(-1)?.id ?? null) : null
  return { due, next, any: rows.length > 0 || after !== null }
}

const plausibleMs = 2 * 60_000
const later = (now: Date) => new Date(now.getTime() + plausibleMs)
