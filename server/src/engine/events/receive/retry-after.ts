import type { Problem } from '../../../kernel/problem.ts'

/** Where nobody knows better, e.g. while the database is away. */
const awayRetryS = 5

/** The header that says when to come back: senders repeat 429 and 503 of themselves, with it at the right time. */
export function retryAfterOf({ status, retryAfterS }: Problem): Readonly<Record<string, string>> {
  const isPassing = status === 429 || status === 503
  const seconds = retryAfterS ?? (isPassing ? awayRetryS : null)
  return seconds === null ? {} : { 'retry-after': String(seconds) }
}
