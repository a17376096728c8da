import { nearestName } from './fields.ts'

const quoted = (text: string) => `"${text.replace(/["\\]/g, String.raw`\$&`)}"`

/** What is meant as it is written: in quotation marks, but for the asterisk at its end. */
export const literally = (written: string): string =>
  written.endsWith('*') ? `${quoted(written.slice(0, -1))}*` : quoted(written)

/** `actor:` asks whether there is one at all, `time:` for a day; a comma too many goes. */
export function withValue(written: string): string | null {
  if (/^(?:time|zeit):$/i.test(written)) return `${written}24h`
  if (written.endsWith(':')) return `${written}*`
  return written.endsWith(',') ? written.replace(/,+$/, '') : null
}

/** `10.0.*` and `10.0` as the network that is meant. */
export function networkOf(written: string): string | null {
  const [parts] = /^\d{1,3}(?:\.\d{1,3}){0,2}(?=\.?\*?$)/.exec(written) ?? []
  if (parts === undefined) return null
  const bytes = parts.split('.')
  return `${[...bytes, ...Array<string>(4 - bytes.length).fill('0')].join('.')}/${bytes.length * 8}`
}

const unitDays = { mo: 30, y: 365 } as const
const units: readonly (readonly [RegExp, string])[] = [
  [/^(?:m|mins?|minutes?|minuten?)$/, 'm'],
  [/^(?:h|hrs?|hours?|std|stunden?)$/, 'h'],
  [/^(?:d|t|days?|tage?n?)$/, 'd'],
  [/^(?:w|weeks?|wochen?)$/, 'w'],
  [/^(?:mo|months?|monate?n?)$/, 'mo'],
  [/^(?:y|j|years?|jahre?n?)$/, 'y'],
]
const timeWords = ['today', 'yesterday', 'heute', 'gestern', 'now', 'jetzt']

/** `time:2days` and `zeit:23.11.2026` as they are understood. */
export function timeMeant(written: string): string | null {
  const [, name = '', value = ''] = /^([^:]+:)(.*)$/s.exec(written) ?? []
  const meant = swapped(value) ?? germanDay(value) ?? span(value) ?? nearestName(value, timeWords)
  return meant === null ? null : name + meant
}

function swapped(value: string): string | null {
  const [, from, to] = /^(.+)\.\.(.+)$/s.exec(value) ?? []
  return from === undefined || to === undefined ? null : `${to}..${from}`
}

function germanDay(value: string): string | null {
  const [, day = '', month = '', year] = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(value) ?? []
  return year === undefined ? null : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
}

function span(value: string): string | null {
  const [, count, word = ''] = /^(\d{1,5})-?([a-z]+)$/i.exec(value) ?? []
  const unit = units.find(([pattern]) => pattern.test(word.toLowerCase()))?.[1]
  if (count === undefined || unit === undefined) return null
  if (unit === 'mo' || unit === 'y') return `${Number(count) * unitDays[unit]}d`
  return `${Number(count)}${unit}`
}
