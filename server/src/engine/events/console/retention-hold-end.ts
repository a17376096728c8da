import { text, type Option } from '@nachweis/console'

const dayMs = 86_400_000

/** How long a hold stands, from now. */
export const holdEnds = [
  { id: '30', label: text('in 30 Tagen', 'in 30 days') },
  { id: '90', label: text('in drei Monaten', 'in three months') },
  { id: '180', label: text('in sechs Monaten', 'in six months') },
  { id: '365', label: text('in einem Jahr', 'in a year') },
  { id: '729', label: text('in zwei Jahren (das Längste)', 'in two years (the longest)') },
] as const satisfies readonly Option[]

/** `days` from now (ms since the epoch), as ISO 8601. */
export const endAfter = (days: string, now: number): string =>
  new Date(now + Number(days) * dayMs).toISOString()

const dayPattern = /^(\d{4})-(\d{2})-(\d{2})$/

/** The beginning of a day in the reader's zone, `later` days after it; null for an empty field. ISO 8601. */
export function dayStart(written: string, later = 0): string | null {
  const [, year, month, day] = dayPattern.exec(written.trim()) ?? []
  if (year === undefined) return null
  return new Date(Number(year), Number(month) - 1, Number(day) + later).toISOString()
}

/** Words for what is wrong with a day; null when nothing is. */
export function dayProblem(written: string) {
  if (written.trim() === '') return null
  const [, year, month, day] = (dayPattern.exec(written.trim()) ?? []).map(Number)
  const date = new Date(year ?? Number.NaN, (month ?? 0) - 1, day)
  if (date.getMonth() === (month ?? 0) - 1 && date.getDate() === day) return null
  return text('Ein Tag als Jahr-Monat-Tag, z. B. 2026-03-31.', 'A day as year-month-day, e.g. 2026-03-31.')
}
