import { Problem } from '../../kernel/problem.ts'

const diskFull = '53100'
/** Socket and name errors, and SQLSTATE classes 08, 53 and 57P. */
const awayCodes = /^(ECONN|EPIPE|ENOENT|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EAI_|ENOTFOUND|08|57P|53)/
/** The errors of pg itself have no code. */
const awayWords =
  /^(Query read timeout|timeout exceeded when trying to connect|Connection terminated|Client has encountered)/

/** What a caller is told when the database is away rather than the request wrong; null when it is something else. */
export function databaseProblem(error: unknown): Problem | null {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown }
  if (code === diskFull) {
    const words =
      'The disk of the database is full. What was acknowledged is safe; make room, and all goes on by itself.'
    return new Problem('unavailable', 'disk-full', words)
  }
  const away =
    typeof code === 'string' ? awayCodes.test(code) : typeof message === 'string' && awayWords.test(message)
  if (!away) return null
  const words = 'The database cannot be reached at the moment. Try again shortly.'
  return new Problem('unavailable', 'database-unavailable', words)
}
