/** A time as a message names it, and the words that follow it. */
export interface ReadTime {
  /** ms since the epoch; null when it names no possible moment. */
  readonly at: number | null
  readonly said: string
  /** Where the text goes on. */
  readonly end: number
}

/** Milliseconds of a time of day of this machine's own zone; null for a day that the month does not have. */
export type LocalTime = (year: number, month: number, day: number, ms: number) => number | null

const dayMs = 86_400_000
/** A message that was held back for longer has the wrong year. */
const yearsBackMax = 8
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

const isoPattern = /(\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2})(\.\d{1,9})?([Zz]|[+-]\d{2}:?\d{2})?(?=[\s:]|$)/y
/** RFC 3164, with what Cisco adds: a mark for a clock that is not set, a year, fractions, a zone. */
const oldPattern =
  /[*.]?([A-Za-z]{3}) +(\d{1,2}) +(?:(\d{4}) +)?(\d{1,2}):(\d{2}):(\d{2})(?:[.,](\d{1,9}))?(?: +(UTC|GMT))?(?=[\s:]|$)/y

/**
 * A time at this place of the text. Without a year: the latest that is at most a day ahead of `now` (ms since the epoch).
 * Without a zone: local time. Null when there is none.
 */
export function readTime(
  text: string,
  from: number,
  now: number,
  local: LocalTime = machineTime,
): ReadTime | null {
  isoPattern.lastIndex = oldPattern.lastIndex = from
  const iso = isoPattern.exec(text)
  if (iso) return { at: isoTime(iso, local), said: iso[0], end: isoPattern.lastIndex }
  const old = oldPattern.exec(text)
  if (!old) return null
  const [said, month = '', day, year, hours, minutes, seconds, fraction = '', zone] = old
  const place = months.indexOf(month.toLowerCase())
  if (place === -1) return null
  const end = oldPattern.lastIndex
  const ms = msOfDay(Number(hours), Number(minutes), Number(seconds), fraction)
  if (ms === null) return { at: null, said, end }
  const zoned = zone === undefined ? local : universalTime
  const at = (year: number) => zoned(year, place, Number(day), ms)
  return { at: year === undefined ? withoutYear(at, now) : at(Number(year)), said, end }
}

function withoutYear(at: (year: number) => number | null, now: number): number | null {
  const thisYear = new Date(now).getFullYear()
  for (let year = thisYear + 1; year >= thisYear - yearsBackMax; year--) {
    const found = at(year)
    if (found !== null && found <= now + dayMs) return found
  }
  return null
}

function isoTime([, main = '', fraction = '', zone]: RegExpExecArray, local: LocalTime): number | null {
  const [year, month, day, hours, minutes, seconds] = main.split(/[-T:]/i).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  const ms = msOfDay(hours, minutes, seconds, fraction.slice(1))
  if (ms === null) return null
  if (zone === undefined) return local(year, month - 1, day, ms)
  const at = universalTime(year, month - 1, day, ms)
  return at === null ? null : at - offsetMs(zone)
}

function offsetMs(zone: string): number {
  if (zone.toUpperCase() === 'Z') return 0
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2))
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000
}

/** A second of 60 is a leap second, told as the one after it. */
function msOfDay(hours: number, minutes: number, seconds: number, fraction: string): number | null {
  if (hours > 23 || minutes > 59 || seconds > 60) return null
  return ((hours * 60 + minutes) * 60 + seconds) * 1000 + Math.floor(Number(`0.${fraction || 0}`) * 1000)
}

const exists = (date: Date, month: number, day: number) => date.getMonth() === month && date.getDate() === day

const machineTime: LocalTime = (year, month, day, ms) => {
  if (!exists(new Date(year, month, day), month, day)) return null
  return new Date(year, month, day, 0, 0, 0, ms).getTime()
}

/** The same in UTC. */
export const universalTime: LocalTime = (year, month, day, ms) => {
  const date = new Date(Date.UTC(year, month, day))
  return date.getUTCMonth() === month && date.getUTCDate() === day ? date.getTime() + ms : null
}
