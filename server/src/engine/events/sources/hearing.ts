import { hour } from '../../../kernel/clock.ts'
import { flag, type EventBody, type ReadEvent, type Received } from '../event.ts'
import { at } from '../read-event.ts'
import { bucketOf } from './offsets.ts'
import type { Run } from './sequence.ts'
import type { Source } from './settings.ts'

/** Keys that numbers of one source are counted by, and runs of numbers of one key, held between two writes. */
const keysMax = 1_000
const runsMax = 1_000
const keyCharactersMax = 200

/** An event that was stored, or was stored before. */
export interface Taken {
  readonly kind: Exclude<Received['kind'], 'refused'>
  readonly read: ReadEvent
  readonly numbered: Numbered | null
}

/** The number that a source gave its event, among those of the same key. */
export interface Numbered {
  readonly key: string
  readonly number: number
}

/** What came from a source within an hour, since the last write. */
export interface HeardHour {
  received: number
  refused: number
  repeated: number
  late: number
  outOfOrder: number
  future: number
  timeless: number
  unmapped: number
  readonly offsets: Map<number, number>
}

export interface HeardSource {
  /** ms since the epoch of the newest receipt; 0 when all was refused. */
  lastReceivedAt: number
  readonly hours: Map<number, HeardHour>
  readonly runs: Map<string, Run[]>
}

/** What was heard since the last write; kept in memory so that taking events in costs no statement more. */
export interface Hearing {
  readonly sources: Map<number, HeardSource>
  /** When each token was used last, ms since the epoch. */
  readonly tokens: Map<string, number>
}

export const emptyHearing = (): Hearing => ({ sources: new Map(), tokens: new Map() })

/** Notes what became of a request. `newest`: the newest time of event by source, which outlives the writes. */
export function note(
  hearing: Hearing,
  newest: Map<number, number>,
  source: Source,
  taken: readonly Taken[],
  refused: number,
  now: number,
): void {
  const heard = entry(hearing.sources, source.number, emptySource)
  const counts = entry(heard.hours, Math.floor(now / hour) * hour, emptyHour)
  counts.refused += refused
  if (taken.length > 0) heard.lastReceivedAt = Math.max(heard.lastReceivedAt, now)
  for (const { kind, read, numbered } of taken) {
    if (kind === 'repeated') {
      counts.repeated++
      continue
    }
    counts.received++
    if (read.flags !== 0) noteFlags(counts, read.flags)
    if (read.said !== null) noteTime(counts, newest, source.number, read, now)
    if (numbered !== null) noteNumber(heard.runs, numbered)
  }
}

function noteFlags(counts: HeardHour, flags: number): void {
  if (flags & flag.timeMissing) counts.timeless++
  if (flags & flag.future) counts.future++
  if (flags & flag.late) counts.late++
  if (flags & flag.unmapped) counts.unmapped++
}

function noteTime(
  counts: HeardHour,
  newest: Map<number, number>,
  source: number,
  read: ReadEvent,
  now: number,
): void {
  const said = read.said as number
  const bucket = bucketOf(now - said)
  counts.offsets.set(bucket, (counts.offsets.get(bucket) ?? 0) + 1)
  // A time that was not believed would make everything after it look old.
  if (read.at !== said) return
  const before = newest.get(source) ?? 0
  if (said < before) counts.outOfOrder++
  else newest.set(source, said)
}

/** The number of an event, where its source has a sequence and the event says where it stands in it. */
export function numberOf({ settings }: Source, body: EventBody): Numbered | null {
  if (settings.sequence === null) return null
  const said = at(body, settings.sequence.path)
  const number = typeof said === 'string' && /^\d{1,15}$/.test(said) ? Number(said) : said
  if (typeof number !== 'number' || !Number.isSafeInteger(number) || number < 0) return null
  const named = settings.sequence.key === null ? '' : at(body, settings.sequence.key)
  if (typeof named !== 'string' && typeof named !== 'number') return null
  return { key: String(named).replaceAll('\0', '').slice(0, keyCharactersMax), number }
}

function noteNumber(runs: Map<string, Run[]>, { key, number }: Numbered): void {
  const mine = runs.get(key)
  if (!mine) {
    if (runs.size < keysMax) runs.set(key, [[number, number]])
    return
  }
  const last = mine.at(-1) as Run
  if (number === last[1] + 1) mine[mine.length - 1] = [last[0], number]
  else if (number < last[0] || number > last[1]) mine.push([number, number])
  if (mine.length > runsMax) mine.splice(0, mine.length, ...joined(mine))
}

/** The same numbers in ascending runs; the widest where they are still too many. */
function joined(runs: readonly Run[]): Run[] {
  const made: Run[] = []
  for (const [from, to] of runs.toSorted((one, other) => one[0] - other[0])) {
    const last = made.at(-1)
    if (last && from <= last[1] + 1) made[made.length - 1] = [last[0], Math.max(last[1], to)]
    else made.push([from, to])
  }
  // Too many gaps to tell apart: that nothing is missing between them cannot be said, that something is neither.
  return made.length > runsMax / 2 ? [[made[0]?.[0] ?? 0, made.at(-1)?.[1] ?? 0]] : made
}

function entry<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const there = map.get(key)
  if (there !== undefined) return there
  const made = make()
  map.set(key, made)
  return made
}

const emptySource = (): HeardSource => ({ lastReceivedAt: 0, hours: new Map(), runs: new Map() })
const emptyHour = (): HeardHour => ({
  received: 0,
  refused: 0,
  repeated: 0,
  late: 0,
  outOfOrder: 0,
  future: 0,
  timeless: 0,
  unmapped: 0,
  offsets: new Map(),
})
