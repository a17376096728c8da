import type { TimeRange } from './ast.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs
const units: Readonly<Record<string, number>> = { m: minuteMs, h: hourMs, d: dayMs, w: 7 * dayMs }

/** Whose calendar counts: `now` in ms since the epoch, `zone` as in the IANA database, e.g. Europe/Berlin. */
export interface TimeContext {
  readonly now: number
  readonly zone: string
}

/** The clock on that person's wall: `offset` is how far ahead of UTC it is at a moment, in ms. */
export interface Clock {
  readonly now: number
  readonly offset: (ms: number) => number
}
type Offset = Clock['offset']

/** A moment (start and end are the same), or a whole day; `lengthMs` is what it means when it stands alone. */
interface Point {
  readonly start: number
  readonly end: number
  readonly lengthMs: number
}

/** What `time:` says: a period up to now, a day, a moment, `a..b` with days included, or `>`, `>=`, `<`, `<=`; or null. */
export function readTime(text: string, clock: Clock): TimeRange | null {
  const [, op, operand] = /^([<>]=?)(.+)$/.exec(text) ?? []
  if (op !== undefined && operand !== undefined) return compared(op, pointOf(operand, clock))
  const dots = text.indexOf('..')
  if (dots !== -1) return between(text.slice(0, dots), text.slice(dots + 2), clock)
  const point = pointOf(text, clock)
  if (point === null) return null
  return { from: point.start, to: point.lengthMs === 0 ? null : point.start + point.lengthMs }
}

function compared(op: string, point: Point | null): TimeRange | null {
  if (point === null) return null
  if (op === '>') return { from: point.end, to: null }
  if (op === '>=') return { from: point.start, to: null }
  return { from: null, to: op === '<' ? point.start : point.end }
}

function between(first: string, last: string, clock: Clock): TimeRange | null {
  const from = first === '' ? null : pointOf(first, clock)
  const to = last === '' ? null : pointOf(last, clock)
  if ((first !== '' && from === null) || (last !== '' && to === null)) return null
  return from === null && to === null ? null : { from: from?.start ?? null, to: to?.end ?? null }
}

const daysBack: Readonly<Record<string, number>> = { today: 0, heute: 0, yesterday: 1, gestern: 1 }

function pointOf(written: string, clock: Clock): Point | null {
  const word = written.toLowerCase()
  const [, count, unit] = /^(\d{1,5})([mhdw])$/.exec(word) ?? []
  if (unit !== undefined) return moment(clock.now - Number(count) * (units[unit] ?? 0), 0)
  if (word === 'now' || word === 'jetzt') return moment(clock.now, 0)
  const back = Object.hasOwn(daysBack, word) ? daysBack[word] : undefined
  if (back === undefined) return datePoint(written, clock)
  const local = clock.now + clock.offset(clock.now)
  return day(local - (((local % dayMs) + dayMs) % dayMs) - back * dayMs, clock.offset)
}

const moment = (ms: number, lengthMs: number): Point => ({ start: ms, end: ms, lengthMs })

function day(midnight: number, offset: Offset): Point {
  const [start, end] = [inZone(midnight, offset), inZone(midnight + dayMs, offset)]
  return { start, end, lengthMs: end - start }
}

const datePattern =
  /^(\d{4})-(\d{2})-(\d{2})(?:[Tt](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?([Zz]|[+-]\d{2}:\d{2})?)?$/

function datePoint(text: string, clock: Clock): Point | null {
  const [match, year, month, date, hour, minute, second, fraction, zone] = datePattern.exec(text) ?? []
  if (match === undefined) return null
  const midnight = Date.UTC(Number(year), Number(month) - 1, Number(date))
  // Date.UTC takes the 31st of February for the 3rd of March, and the year 20 for 1920.
  const isReal = Number(year) >= 1970 && new Date(midnight).toISOString().startsWith(match.slice(0, 10))
  if (!isReal || Number(hour ?? 0) > 23 || Number(minute ?? 0) > 59 || Number(second ?? 0) > 59) return null
  if (hour === undefined) return day(midnight, clock.offset)
  const ms = Number((fraction ?? '0').padEnd(3, '0'))
  const local =
    midnight + Number(hour) * hourMs + Number(minute) * minuteMs + Number(second ?? 0) * 1_000 + ms
  const lengthMs = second === undefined ? minuteMs : fraction === undefined ? 1_000 : 1
  if (zone === undefined) return moment(inZone(local, clock.offset), lengthMs)
  return moment(local - fixedOffset(zone), lengthMs)
}

function fixedOffset(zone: string): number {
  if (zone.toUpperCase() === 'Z') return 0
  const size = Number(zone.slice(1, 3)) * hourMs + Number(zone.slice(4)) * minuteMs
  return zone.startsWith('-') ? -size : size
}

/** The clock of a person; null when nobody knows the time zone. */
export function clockOf({ now, zone }: TimeContext): Clock | null {
  try {
    return { now, offset: offsetIn(zone) }
  } catch {
    return null
  }
}

function offsetIn(zone: string): Offset {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  return (ms) => {
    const parts = new Map(format.formatToParts(ms).map(({ type, value }) => [type, Number(value)]))
    const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0
    const local = Date.UTC(
      part('year'),
      part('month') - 1,
      part('day'),
      part('hour'),
      part('minute'),
      part('second'),
    )
    return local - Math.floor(ms / 1_000) * 1_000
  }
}

/** The moment when clocks show `local`: the first one where they show it twice; where they skip it, as much later. */
function inZone(local: number, offset: Offset): number {
  const [before, after] = [offset(local - dayMs), offset(local + dayMs)]
  const found = [local - before, local - after].filter((ms) => ms + offset(ms) === local)
  return found.length === 0 ? local - before : Math.min(...found)
}
