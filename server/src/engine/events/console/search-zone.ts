import { defaultZone, isZone } from '../search/query/zone.ts'

const own = Intl.DateTimeFormat().resolvedOptions().timeZone

/** The reader's time zone: days in a query are meant as this person's calendar has them. */
export const readerZone: string = isZone(own) ? own : defaultZone
