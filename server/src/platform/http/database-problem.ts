import { Problem } from '../../kernel/problem.ts'

const diskFull = '53100'
/** Room is made by people, a restarted database is back by itself. */
const diskFullRetryS = 30
const awayRetryS = 5
/** Socket and name errors, and SQLSTATE classes 08, 53 and 57P. */
const awayCodes = /^(ECONN|EPIPE|ENOENT|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EAI_|ENOTFOUND|08|57P|53)/
/** The errors of pg itself have no code. */
const awayWords =
  /^(Query read timeout|timeout exceeded when trying to connect|Connection terminated|Client has encountered)/

/** What a caller is told when the database is away rather than the request wrong; null when it is something else. */
export function databaseProblem(error: unknown): Problem | null {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown }
  if (code === diskFull) {
    const words = {
      de: 'Der Datenträger der Datenbank ist voll. Was bestätigt wurde, ist sicher; schaffen Sie Platz, dann geht alles von selbst weiter.',
      en: 'The disk of the database is full. What was acknowledged is safe; make room, and all goes on by itself.',
    }
    return new Problem('unavailable', 'disk-full', words, diskFullRetryS)
  }
  const away =
    typeof code === 'string' ? awayCodes.test(code) : typeof message === 'string' && awayWords.test(message)
  if (!away) return null
  const words = {
    de: 'Die Datenbank ist im Moment nicht zu erreichen. Versuchen Sie es gleich noch einmal.',
    en: 'The database cannot be reached at the moment. Try again shortly.',
  }
  return new Problem('unavailable', 'database-unavailable', words, awayRetryS)
}
