import { day, isoTime } from '../../../kernel/clock.ts'
import type { Platform } from '../../../platform/platform.ts'
import type { SourceDetail } from './contract.ts'
import { requireSource } from './find.ts'
import { sourceRow } from './list.ts'
import { readHours, readMissing, recentOffsets, type HourRow } from './read-heard.ts'
import { missingCount } from './sequence.ts'
import { clockOf, openGaps } from './state.ts'

const shownMs = 7 * day
const rangesMax = 20

type Places = Pick<Platform, 'database' | 'clock' | 'addresses' | 'configuration'>

/** A source, whole. Throws a Problem when there is none. */
export async function showSource(
  { database: { reader }, clock, addresses, configuration }: Places,
  organisation: string,
  id: string,
): Promise<SourceDetail> {
  const now = clock.now()
  const { number, settings } = await requireSource(reader, organisation, id)
  const row = await sourceRow(reader, organisation, id, now)
  const hours = (await readHours(reader, [number], now - shownMs)).get(number) ?? []
  const gaps = openGaps((await readMissing(reader, [number])).get(number) ?? [], now)
  return {
    ...row,
    settings,
    clock: clockOf(recentOffsets(hours, now)),
    gaps: {
      missing: missingCount(gaps),
      ranges: gaps
        .toSorted((one, other) => other.since - one.since)
        .slice(0, rangesMax)
        .map(({ key, from, to, since }) => ({ key, from, to, since: isoTime(since) })),
    },
    hours: hours.map((each) => ({ ...counts(each), hour: isoTime(each.hour) })),
    ways: { http: addresses().public, syslog: listenerOf(configuration().syslog) },
  }
}

const counts = ({ received, refused, repeated, late, outOfOrder, future, timeless, unmapped }: HourRow) => ({
  received,
  refused,
  repeated,
  late,
  outOfOrder,
  future,
  timeless,
  unmapped,
})

/** The listener that senders elsewhere use best: with TLS where there is one. */
function listenerOf(listeners: readonly { readonly port: number; readonly tls: boolean }[]) {
  const found = listeners.find(({ tls }) => tls) ?? listeners[0]
  return found ? { port: found.port, tls: found.tls } : null
}
