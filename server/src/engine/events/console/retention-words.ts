import { numberWords, text } from '@nachweis/console'
import type { z } from 'zod'
import type { listHolds, listRetention, showErasureRoute } from '../retention/contract.ts'
import { kindWords } from './sources-words.ts'

type Language = 'de' | 'en'
export type Period = z.output<typeof listRetention.output>['classes'][number]
export type Hold = z.output<typeof listHolds.output>['holds'][number]
export type Erasure = z.output<typeof showErasureRoute.output>

/** "1 Tag", "90 Tage". */
export const dayWords = (days: number) =>
  text(
    days === 1 ? '1 Tag' : `${numberWords(days, 'de')} Tage`,
    days === 1 ? '1 day' : `${numberWords(days, 'en')} days`,
  )

/** "1 Ereignis", "1.024 events". */
export const eventWords = (n: number) =>
  text(
    n === 1 ? '1 Ereignis' : `${numberWords(n, 'de')} Ereignisse`,
    n === 1 ? '1 event' : `${numberWords(n, 'en')} events`,
  )

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const

/** "12 MB": of bytes, with three figures at most. */
export function byteWords(bytes: number, language: Language): string {
  const step = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3))
  const format = new Intl.NumberFormat(language === 'de' ? 'de-DE' : 'en-GB', {
    style: 'unit',
    unit: units[step] ?? 'byte',
    unitDisplay: step === 0 ? 'long' : 'short',
    maximumSignificantDigits: 3,
  })
  return format.format(bytes / 1000 ** step)
}

/** A class of data by its number. */
export const classWords = (periods: readonly Period[], id: number) => {
  const found = periods.find((each) => each.id === id)
  return found ? kindWords(found.dataType, found.purpose) : text(`Art ${id}`, `Kind ${id}`)
}
