import type { Reader } from '../../../platform/database/database.ts'
import { eventsReader } from '../tables.ts'
import { addOffsets, offsetsSchema, type Offsets } from './offsets.ts'
import { missingSchema, type Missing } from './sequence.ts'
import { orderMs } from './state.ts'

const keysMax = 1_000

export interface HourRow {
  /** ms since the epoch. */
  readonly hour: number
  readonly received: number
  readonly refused: number
  readonly repeated: number
  readonly late: number
  readonly outOfOrder: number
  readonly future: number
  readonly timeless: number
  readonly unmapped: number
  readonly offsets: Offsets
}

/** What came from these sources since a moment, hour by hour, oldest first, by their numbers. */
export async function readHours(
  reader: Reader,
  sources: readonly number[],
  since: number,
): Promise<ReadonlyMap<number, readonly HourRow[]>> {
  if (sources.length === 0) return new Map()
  const rows = await eventsReader(reader)
    .selectFrom('events.source_hour')
    .selectAll()
    .where('source', 'in', sources)
    .where('hour', '>=', new Date(since))
    .orderBy('hour')
    .execute()
  return grouped(rows, ({ hour: at, out_of_order: outOfOrder, offsets, ...rest }) => ({
    ...rest,
    hour: at.getTime(),
    outOfOrder,
    offsets: offsetsSchema.parse(offsets),
  }))
}

/** Numbers that these sources did not send, each with the key that it was counted by. */
export async function readMissing(
  reader: Reader,
  sources: readonly number[],
): Promise<ReadonlyMap<number, readonly (Missing & { readonly key: string })[]>> {
  if (sources.length === 0) return new Map()
  const rows = await eventsReader(reader)
    .selectFrom('events.source_sequence')
    .select(['source', 'key', 'missing'])
    .where('source', 'in', sources)
    .orderBy('seen_at', 'desc')
    .limit(keysMax)
    .execute()
  const ranges = rows.flatMap(({ source, key, missing }) =>
    missingSchema.parse(missing).map((each) => ({ source, key, ...each })),
  )
  return grouped(ranges, ({ key, from, to, since, closed }) => ({ key, from, to, since, closed }))
}

function grouped<Row extends { readonly source: number }, Made>(
  rows: readonly Row[],
  make: (row: Row) => Made,
): Map<number, Made[]> {
  const groups = new Map<number, Made[]>()
  for (const row of rows) {
    const group = groups.get(row.source)
    if (group) group.push(make(row))
    else groups.set(row.source, [make(row)])
  }
  return groups
}

/** Offsets of the hour that is running and the one before. */
export const recentOffsets = (hours: readonly HourRow[], now: number): Offsets =>
  hours
    .filter((each) => each.hour >= now - orderMs)
    .reduce<Offsets>((sum, each) => addOffsets(sum, each.offsets), {})
