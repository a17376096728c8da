type Language = 'de' | 'en'

const locales = { de: 'de-DE', en: 'en-GB' } as const
const both = <T>(make: (locale: string) => T): Readonly<Record<Language, T>> => ({
  de: make(locales.de),
  en: make(locales.en),
})

const inList = both(
  (locale) =>
    new Intl.DateTimeFormat(locale, {
      day: '2-digit',
      month: '2-digit',
      year: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    }),
)
const exact = both(
  (locale) =>
    new Intl.DateTimeFormat(locale, {
      dateStyle: 'long',
      timeStyle: 'medium',
    }),
)
const zone = both((locale) => new Intl.DateTimeFormat(locale, { timeZoneName: 'long' }))
const onAxis = both(
  (locale) =>
    new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' }),
)

const millisecondsOf = (at: string) => String(new Date(at).getMilliseconds()).padStart(3, '0')

/** Day and time to the second, in the reader's zone; short enough for a list. */
export const listTime = (at: string, language: Language): string => inList[language].format(Date.parse(at))

/** Day and time to the millisecond, in the reader's zone. */
export const exactTime = (at: string, language: Language): string =>
  `${exact[language].format(Date.parse(at))}${language === 'de' ? ',' : '.'}${millisecondsOf(at)}`

/** Day and time to the minute, for the ends of an axis. */
export const axisTime = (at: string, language: Language): string => onAxis[language].format(Date.parse(at))

/** The reader's zone at this time, in words. */
export const zoneName = (at: string, language: Language): string =>
  zone[language].formatToParts(Date.parse(at)).find(({ type }) => type === 'timeZoneName')?.value ?? ''

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const

/** A duration to its largest whole unit: "3 Minuten"; null below a second. `ms` may be negative. */
export function roughDuration(ms: number, language: Language): string | null {
  const length = Math.abs(ms)
  const found = units.find(([, size]) => length >= size)
  if (!found) return null
  const [unit, size] = found
  return new Intl.NumberFormat(locales[language], { style: 'unit', unit, unitDisplay: 'long' }).format(
    Math.floor(length / size),
  )
}
