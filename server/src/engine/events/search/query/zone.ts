import { z } from 'zod'

/** Whose calendar counts where nobody says otherwise. */
export const defaultZone = 'Europe/Berlin'

const zoneCharactersMax = 64
/** Names only: Intl would take offsets such as +01:00 too, which know no summer time. */
const zoneName = /^[a-z][\w+-]*(?:\/[\w+-]+)*$/i

/** Whether this is the name of a zone in the IANA database, as far as this machine knows it. */
export function isZone(name: string): boolean {
  if (name.length > zoneCharactersMax || !zoneName.test(name)) return false
  try {
    return Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

/** The parameter of every route that reads a query. */
export const zone = z
  .string()
  .refine(isZone, 'not a time zone of the IANA database, e.g. Europe/Berlin')
  .default(defaultZone)
  .describe('time zone in which days and times of the query are meant, by its IANA name')
