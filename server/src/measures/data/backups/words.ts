import { day, hour, minute, second } from '../../../kernel/clock.ts'
import type { Language } from '../../../kernel/language.ts'

const dateForm = { de: '$3.$2.$1, $4:$5 Uhr (UTC)', en: '$1-$2-$3 $4:$5 UTC' }

/** A moment (ms since the epoch), e.g. "23.11.2026, 08:04 Uhr (UTC)". */
export function moment(time: number, language: Language): string {
  return new Date(time).toISOString().replace(/^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d).*$/, dateForm[language])
}

const units = [
  { ms: day, de: ['Tag', 'Tage'], en: ['day', 'days'] },
  { ms: hour, de: ['Stunde', 'Stunden'], en: ['hour', 'hours'] },
  { ms: minute, de: ['Minute', 'Minuten'], en: ['minute', 'minutes'] },
  { ms: second, de: ['Sekunde', 'Sekunden'], en: ['second', 'seconds'] },
] as const

/** A span of time in the largest unit of which there are at least two, e.g. "36 Stunden"; at least one second. */
export function span(ms: number, language: Language): string {
  const unit = units.find((candidate) => ms >= 2 * candidate.ms) ?? units[3]
  const count = Math.max(1, Math.round(ms / unit.ms))
  return `${count} ${unit[language][count === 1 ? 0 : 1]}`
}

/** A size, e.g. "1,4 MB". */
export function size(bytes: number, language: Language): string {
  const [unit, of] =
    bytes >= 1e9 ? (['GB', 1e9] as const) : bytes >= 1e6 ? (['MB', 1e6] as const) : (['kB', 1e3] as const)
  const text = (bytes / of).toFixed(1)
  return `${language === 'de' ? text.replace('.', ',') : text} ${unit}`
}

/** A count with separators, e.g. "12.345". */
export function count(value: number, language: Language): string {
  return String(value).replaceAll(/\B(?=(\d{3})+$)/g, language === 'de' ? '.' : ',')
}

/** A count with its noun, e.g. "1 Sicherung", "12 Sicherungen". */
export function counted(value: number, language: Language, one: string, many: string): string {
  return `${count(value, language)} ${value === 1 ? one : many}`
}
