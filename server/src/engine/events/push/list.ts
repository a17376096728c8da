import { sql } from 'kysely'
import { isoTime } from '../../../kernel/clock.ts'
import type { Platform } from '../../../platform/platform.ts'
import { eventId } from '../event.ts'
import { requireEndpoint, type AtEndpoint } from './find.ts'
import { webhookId } from './message.ts'
import { noSuchDelivery } from './problems.ts'
import { inForce, openKeys } from './secrets.ts'
import { publicKeyOf, type SigningKeys } from './sign.ts'
import type { DeliveryState } from './state-names.ts'
import { pushReader } from './tables.ts'

type EndpointRow = Awaited<ReturnType<typeof requireEndpoint>>
const listedMax = 100
const triesMax = 200

/** The endpoints of an organisation, oldest first. */
export async function listEndpoints(platform: Platform, organisation: string) {
  const rows = await pushReader(platform.database.reader)
    .selectFrom('events.push_endpoint')
    .selectAll()
    .where('organisation_id', '=', organisation)
    .orderBy('id')
    .limit(listedMax)
    .execute()
  return { endpoints: await Promise.all(rows.map((row) => shown(platform, row))) }
}

export const showEndpoint = async (platform: Platform, at: AtEndpoint) =>
  shown(platform, await requireEndpoint(platform.database.reader, at))

async function shown({ database, keys, clock }: Platform, row: EndpointRow) {
  const { n } = await pushReader(database.reader)
    .selectFrom('events.push_delivery')
    .select((select) => select.fn.countAll<number>().as('n'))
    .where('endpoint_id', '=', row.id)
    .where('state', '=', 'queued')
    .executeTakeFirstOrThrow()
  const now = clock.now()
  const [newest] = inForce(openKeys(keys, row.id, row.sealed), now)
  const { id, url, description, query, everywhere, kinds, state } = row
  return {
    id,
    url,
    description,
    query,
    everywhere,
    kinds,
    state,
    failingSince: row.failing_since && isoTime(row.failing_since.getTime()),
    nextTryAt: state === 'active' && row.due_at.getTime() > now ? isoTime(row.due_at.getTime()) : null,
    publicKey: publicKeyOf(newest as SigningKeys),
    waiting: n,
    lastProblem: row.failed_with,
    lastDeliveredAt: row.delivered_at && isoTime(row.delivered_at.getTime()),
    createdAt: isoTime(row.created_at.getTime()),
  }
}

interface TryRow {
  readonly at: Date
  readonly status: number | null
  readonly problem: string | null
  readonly ms: number
  readonly answer: Uint8Array
}

const shownTry = ({ at, status, problem, ms, answer }: TryRow) => ({
  at: isoTime(at.getTime()),
  status,
  problem,
  ms,
  answer: Buffer.from(answer).toString('utf8'),
})

interface DeliveryRow {
  readonly number: number
  readonly id: string
  readonly batch: number | null
  readonly place: number | null
  readonly record: number | null
  readonly state: DeliveryState
  readonly tries: number
  readonly created_at: Date
  readonly ended_at: Date | null
}

const shownDelivery = (row: DeliveryRow, last: TryRow | undefined, turn: Turn | null) => ({
  id: row.id,
  webhookId: webhookId(row.id),
  event: row.batch === null || row.place === null ? null : eventId(row.batch, row.place),
  record: row.record,
  state: row.state,
  tries: row.tries,
  createdAt: isoTime(row.created_at.getTime()),
  endedAt: row.ended_at && isoTime(row.ended_at.getTime()),
  nextTryAt: turn !== null && turn.number === row.number ? isoTime(turn.at) : null,
  last: last ? shownTry(last) : null,
})

/** The delivery that is tried next, and when, in ms since the epoch. */
interface Turn {
  readonly number: number
  readonly at: number
}

/** Deliveries go one after the other: the oldest that waits; null when none does or nothing is sent. */
async function nextTurn(
  reader: Platform['database']['reader'],
  now: number,
  { id, state, due_at: due }: EndpointRow,
): Promise<Turn | null> {
  if (state !== 'active') return null
  const row = await pushReader(reader)
    .selectFrom('events.push_delivery')
    .select('number')
    .where('endpoint_id', '=', id)
    .where('state', '=', 'queued')
    .orderBy('number')
    .limit(1)
    .executeTakeFirst()
  return row ? { number: row.number, at: Math.max(now, due.getTime()) } : null
}

/** A page of deliveries with the last try of each, newest first. */
export async function listDeliveries(
  { database, clock }: Platform,
  at: AtEndpoint,
  wanted: {
    readonly state?: DeliveryState | undefined
    readonly before?: string | undefined
    readonly limit: number
  },
) {
  const turn = await nextTurn(database.reader, clock.now(), await requireEndpoint(database.reader, at))
  const { state, before, limit } = wanted
  const { rows } = await sql<DeliveryRow & { last: number | null }>`
    select number, id, batch, place, record, state, tries, created_at, ended_at
    from events.push_delivery
    where endpoint_id = ${at.endpoint} and (${state ?? null}::text is null or state = ${state ?? null})
      and (${before ?? null}::uuid is null
        or number < (select number from events.push_delivery where id = ${before ?? null}::uuid))
    order by number desc limit ${limit + 1}`.execute(database.reader)
  const page = rows.slice(0, limit)
  const tries = await lastTries(database.reader, page)
  return {
    deliveries: page.map((row) => shownDelivery(row, tries.get(row.number), turn)),
    before: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
  }
}

async function lastTries(reader: Platform['database']['reader'], rows: readonly DeliveryRow[]) {
  const { rows: tries } = await sql<TryRow & { delivery: number }>`
    select distinct on (delivery) delivery, at, status, problem, ms, answer from events.push_try
    where delivery = any(${rows.map(({ number }) => number)}::bigint[])
    order by delivery, tried desc`.execute(reader)
  return new Map(tries.map((each) => [each.delivery, each]))
}

/** One delivery with its tries, newest first. Throws a Problem when there is none. */
export async function showDelivery({ database, clock }: Platform, at: AtEndpoint, id: string) {
  const turn = await nextTurn(database.reader, clock.now(), await requireEndpoint(database.reader, at))
  const row = await pushReader(database.reader)
    .selectFrom('events.push_delivery')
    .selectAll()
    .where('id', '=', id)
    .where('endpoint_id', '=', at.endpoint)
    .executeTakeFirst()
  if (!row) throw noSuchDelivery()
  const tries = await pushReader(database.reader)
    .selectFrom('events.push_try')
    .selectAll()
    .where('delivery', '=', row.number)
    .orderBy('tried', 'desc')
    .limit(triesMax)
    .execute()
  return { ...shownDelivery(row, tries[0], turn), all: tries.map(shownTry) }
}
