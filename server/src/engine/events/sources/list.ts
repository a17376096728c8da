import { sql } from 'kysely'
import type { KnownOrganisation } from '../../identity/index.ts'
import { hour, isoTime } from '../../../kernel/clock.ts'
import type { Reader } from '../../../platform/database/database.ts'
import { eventsReader } from '../tables.ts'
import { organisationsById, requireSource } from './find.ts'
import { readHours, readMissing, recentOffsets, type HourRow } from './read-heard.ts'
import { sourceSettingsSchema } from './settings.ts'
import { stateOf } from './state.ts'
import type { SourceRow } from './contract.ts'

const listedHours = 24

/** Sources of an organisation by name, a page of them. */
export async function listSources(
  reader: Reader,
  organisation: string,
  {
    search,
    after,
    limit,
  }: { readonly search?: string | undefined; readonly after?: string | undefined; readonly limit: number },
  now: number,
): Promise<{ sources: SourceRow[]; next: string | null }> {
  let query = basics(reader, organisation, now)
    .orderBy(sql`lower(source.name)`)
    .limit(limit + 1)
  if (search !== undefined && search !== '')
    query = query.where(sql<boolean>`strpos(lower(source.name), lower(${search.replaceAll('\0', '')})) > 0`)
  if (after !== undefined)
    query = query.where(sql<boolean>`lower(source.name) > ${after.replaceAll('\0', '')}`)
  const rows = await query.execute()
  const page = rows.slice(0, limit)
  const last = rows.length > limit ? page.at(-1) : undefined
  return { sources: await describe(reader, page, now), next: last?.place ?? null }
}

/** One source as the list shows it. Throws a Problem when there is none. */
export async function sourceRow(
  reader: Reader,
  organisation: string,
  id: string,
  now: number,
): Promise<SourceRow> {
  await requireSource(reader, organisation, id)
  const rows = await basics(reader, organisation, now).where('source.id', '=', id).execute()
  const [row] = await describe(reader, rows, now)
  return row as SourceRow
}

const basics = (reader: Reader, organisation: string, now: number) =>
  eventsReader(reader)
    .selectFrom('events.source as source')
    .select(['source.id', 'source.number', 'source.name', 'source.settings', 'source.paused'])
    .select(['source.created_at', 'source.last_received_at', 'source.received'])
    .select(sql<string>`lower(source.name)`.as('place'))
    .select((select) => [
      select
        .selectFrom('events.source_token as token')
        .whereRef('token.source_id', '=', 'source.id')
        .where(sql<boolean>`coalesce(token.expires_at > ${new Date(now)}, true)`)
        .select((of) => of.fn.countAll<number>().as('n'))
        .as('tokens'),
      select
        .selectFrom('events.source_token as token')
        .whereRef('token.source_id', '=', 'source.id')
        .where('token.expires_at', '>', new Date(now))
        .select((of) => of.fn.min('token.expires_at').as('ends'))
        .as('ends'),
    ])
    .where('source.organisation_id', '=', organisation)
    .where('source.deleted_at', 'is', null)

type Basics = Awaited<ReturnType<ReturnType<typeof basics>['execute']>>[number]

async function describe(reader: Reader, rows: readonly Basics[], now: number): Promise<SourceRow[]> {
  const numbers = rows.map(({ number }) => number)
  const hours = await readHours(reader, numbers, now - listedHours * hour)
  const missing = await readMissing(reader, numbers)
  const organisations = await organisationsById(reader)
  return rows.map((row) => {
    const settings = sourceSettingsSchema.parse(row.settings)
    const heard = {
      paused: row.paused,
      heartbeatS: settings.heartbeatS,
      lastReceivedAt: row.last_received_at?.getTime() ?? null,
      offsets: recentOffsets(hours.get(row.number) ?? [], now),
      missing: missing.get(row.number) ?? [],
    }
    return {
      id: row.id,
      name: row.name,
      state: stateOf(heard, now),
      createdAt: isoTime(row.created_at.getTime()),
      lastReceivedAt: heard.lastReceivedAt === null ? null : isoTime(heard.lastReceivedAt),
      received: row.received,
      lastHours: countsByHour(hours.get(row.number) ?? [], now),
      tokens: { count: row.tokens ?? 0, endsAt: row.ends ? isoTime(row.ends.getTime()) : null },
      customer: customerOf(organisations, settings.customer),
      dataType: settings.dataType,
      purpose: settings.purpose,
    }
  })
}

const customerOf = (organisations: ReadonlyMap<string, KnownOrganisation>, id: string | null) => {
  const found = id === null ? undefined : organisations.get(id)
  return found ? { id: found.id, name: found.name } : null
}

/** Events of each of the last hours, the running one last. */
export function countsByHour(hours: readonly Pick<HourRow, 'hour' | 'received'>[], now: number): number[] {
  const running = Math.floor(now / hour)
  const counts = Array.from({ length: listedHours }, () => 0)
  for (const each of hours) {
    const place = listedHours - 1 - (running - Math.floor(each.hour / hour))
    if (place >= 0 && place < listedHours) counts[place] = (counts[place] ?? 0) + each.received
  }
  return counts
}
