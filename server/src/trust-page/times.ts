import type { Language } from '../kernel/language.ts'
import { words, type Words } from './words/words.ts'

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
] as const
const justNowMs = 5000

const relativeFormat = { de: new Intl.RelativeTimeFormat('de'), en: new Intl.RelativeTimeFormat('en') }
const unitFormats = new Map<string, Intl.NumberFormat>()

/** "vor 3 Stunden", "in 5 minutes"; `at` ISO 8601, `now` in ms since the epoch. Counts down to the full unit. */
export function relativeTime(at: string, now: number, language: Language): string {
  const distance = Date.parse(at) - now
  if (Number.isNaN(distance)) return at
  if (Math.abs(distance) < justNowMs) return words[language].justNow
  const [unit, length] = units.find(([, ms]) => Math.abs(distance) >= ms) ?? units[3]
  return relativeFormat[language].format(Math.trunc(distance / length), unit)
}

/** "23. Nov. 2026, 02:14 UTC"; what is no ISO 8601 UTC time is returned as it is. */
export function absoluteTime(at: string, language: Language): string {
  const day = calendarDay(at, language)
  return day === at ? at : `${day}, ${at.slice(11, 16)} ${words[language].utc}`
}

const isoDay = /^(\d{4})-(\d\d)-(\d\d)/

/** "23. Nov. 2026" of an ISO 8601 day or time. */
export function calendarDay(at: string, language: Language): string {
  const [, year, month, day] = isoDay.exec(at) ?? []
  const name = monthNames[language][Number(month) - 1]
  if (name === undefined) return at
  return language === 'de' ? `${Number(day)}. ${name} ${year}` : `${Number(day)} ${name} ${year}`
}

const monthNames = { de: words.de.months.split('|'), en: words.en.months.split('|') }

/** "36 Stunden", "90 minutes": the largest unit that divides it; days only from two days on. `ms` a duration. */
export function durationWords(ms: number, language: Language): string {
  const [unit, length] =
    units.find(([name, size]) => ms % size === 0 && (name !== 'day' || ms >= 2 * size)) ?? units[3]
  const key = language + unit
  const format =
    unitFormats.get(key) ?? new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' })
  unitFormats.set(key, format)
  return format.format(Math.round(ms / length))
}

/** "täglich", "stündlich" or "alle 6 Stunden"; `ms` an interval. */
export function intervalWords(ms: number, language: Language): string {
  const { daily, hourly, everyMinute, every } = words[language]
  if (ms === units[0][1]) return daily
  if (ms === units[1][1]) return hourly
  return ms === units[2][1] ? everyMinute : every(durationWords(ms, language))
}

/** A whole number with the language's group marks: "128.377". */
export function wholeNumber(value: number, { group }: Words): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, group)
}
