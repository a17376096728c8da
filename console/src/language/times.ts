import type { Language } from '../../../server/src/kernel/language.ts'

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
] as const
const justNowMs = 5000
const justNow = { de: 'gerade eben', en: 'just now' }

const relative = { de: new Intl.RelativeTimeFormat('de'), en: new Intl.RelativeTimeFormat('en') }
const absolute = {
  de: new Intl.DateTimeFormat('de-DE', { dateStyle: 'medium', timeStyle: 'short' }),
  en: new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' }),
}
const days = {
  de: new Intl.DateTimeFormat('de-DE', { dateStyle: 'medium' }),
  en: new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium' }),
}
const numbers = { de: new Intl.NumberFormat('de-DE'), en: new Intl.NumberFormat('en-GB') }

/** "vor 3 Stunden", "in 5 minutes"; `at` ISO 8601, `now` in ms since the epoch. Counts down to the full unit. */
export function relativeTime(at: string, now: number, language: Language): string {
  const distance = Date.parse(at) - now
  if (Number.isNaN(distance)) return at
  if (Math.abs(distance) < justNowMs) return justNow[language]
  const [unit, length] = units.find(([, ms]) => Math.abs(distance) >= ms) ?? units[3]
  return relative[language].format(Math.trunc(distance / length), unit)
}

/** Date and time in the reader's own zone; what is no time is returned as it is. */
export function absoluteTime(at: string, language: Language): string {
  const time = Date.parse(at)
  return Number.isNaN(time) ? at : absolute[language].format(time)
}

/** A calendar day in the reader's own zone. */
export function calendarDay(at: string, language: Language): string {
  const time = Date.parse(at)
  return Number.isNaN(time) ? at : days[language].format(time)
}

/** "36 Stunden", "90 minutes": the largest unit that divides it; days from two on. `ms` a duration. */
export function durationWords(ms: number, language: Language): string {
  const [unit, length] =
    units.find(([name, size]) => ms % size === 0 && (name !== 'day' || ms >= 2 * size)) ?? units[3]
  const format = new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' })
  return format.format(Math.round(ms / length))
}

/** How often: "täglich", "stündlich", "alle 15 Minuten"; `ms` an interval. */
export function intervalWords(ms: number, language: Language): string {
  const named = rhythms.find(([every]) => every === ms)
  if (named) return named[1][language]
  return `${language === 'de' ? 'alle' : 'every'} ${durationWords(ms, language)}`
}

const rhythms = [
  [86_400_000, { de: 'täglich', en: 'daily' }],
  [3_600_000, { de: 'stündlich', en: 'hourly' }],
  [60_000, { de: 'jede Minute', en: 'every minute' }],
] as const

/** A number with the language's marks: 1.024 or 1,024. */
export const numberWords = (value: number, language: Language): string => numbers[language].format(value)
