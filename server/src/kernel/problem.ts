import type { Text } from 'nachweis-verify'

/** What a caller is told when something is refused (RFC 9457). Everything else is `internal`: logged, never shown. */
export type ProblemCode =
  | 'bad-request'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'method-not-allowed'
  | 'conflict'
  | 'gone'
  | 'too-large'
  | 'unsupported-media-type'
  | 'too-many-requests'
  | 'unavailable'
  | 'internal'

const statuses: Record<ProblemCode, number> = {
  'bad-request': 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  'method-not-allowed': 405,
  conflict: 409,
  gone: 410,
  'too-large': 413,
  'unsupported-media-type': 415,
  'too-many-requests': 429,
  unavailable: 503,
  internal: 500,
}

/** `reason` is a stable word for machines; `message` says what happened and what to do, in one language or both. */
export class Problem extends Error {
  readonly code: ProblemCode
  readonly reason: string
  readonly words: Text
  /** When to come back, in seconds. */
  readonly retryAfterS: number | null
  /** Extension members of the answer, for programs (RFC 9457, section 3.2). */
  readonly members: Readonly<Record<string, unknown>>

  constructor(
    code: ProblemCode,
    reason: string,
    message: string | Text,
    retryAfterS: number | null = null,
    members: Readonly<Record<string, unknown>> = {},
  ) {
    const words = typeof message === 'string' ? { de: message, en: message } : message
    super(words.en)
    this.code = code
    this.reason = reason
    this.words = words
    this.retryAfterS = retryAfterS
    this.members = members
  }

  get status(): number {
    return statuses[this.code]
  }
}

/** The body of `application/problem+json`. */
export function problemBody(problem: Problem, language: keyof Text = 'en') {
  return {
    ...problem.members,
    type: `urn:nachweis:problem:${problem.reason}`,
    title: problem.code,
    status: problem.status,
    detail: problem.words[language],
  }
}
