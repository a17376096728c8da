import type { Text } from 'nachweis-verify'
import { text } from '../../../server/src/kernel/language.ts'

/** Why a call did not succeed, in words for people. `status` 0: the server could not be reached. */
export class CallProblem extends Error {
  readonly status: number
  /** A stable word for machines, e.g. `step-up-required`. */
  readonly reason: string
  readonly words: Text
  /** When to come back, in seconds. */
  readonly retryAfterS: number | null

  constructor(status: number, reason: string, words: Text, retryAfterS: number | null = null) {
    super(words.en)
    this.name = 'CallProblem'
    this.status = status
    this.reason = reason
    this.words = words
    this.retryAfterS = retryAfterS
  }
}

/** Reads an `application/problem+json` answer (RFC 9457); anything else becomes a sentence of our own. */
export function problemOf(status: number, body: unknown, retryAfter: string | null): CallProblem {
  const { type, detail } = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>
  const reason = typeof type === 'string' ? type.replace(/^urn:nachweis:problem:/, '') : 'unreadable'
  const seconds = retryAfter !== null && /^\d{1,6}$/.test(retryAfter) ? Number(retryAfter) : null
  const words = typeof detail === 'string' && detail !== '' ? text(detail, detail) : unreadable(status)
  return new CallProblem(status, reason, words, seconds)
}

export const unreachable = () => new CallProblem(0, 'unreachable', unreachableWords)

/** The answer came but is not what the contract says: console and server are of different versions. */
export const otherVersion = () => new CallProblem(0, 'other-version', otherVersionWords)

/** Any error as a problem; what is none was our own mistake. */
export function asProblem(error: unknown): CallProblem {
  return error instanceof CallProblem ? error : new CallProblem(0, 'console', consoleWords)
}

const unreadable = (status: number) =>
  text(
    `Der Server antwortete mit ${status} ohne Erklärung. Versuchen Sie es in einem Moment noch einmal.`,
    `The server answered ${status} without an explanation. Try again in a moment.`,
  )
const unreachableWords = text(
  'Der Server ist nicht erreichbar. Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal.',
  'The server cannot be reached. Check your connection and try again.',
)
const otherVersionWords = text(
  'Die Antwort des Servers passt nicht zu dieser Fassung der Konsole. Laden Sie die Seite neu.',
  'The server’s answer does not fit this version of the console. Reload the page.',
)
const consoleWords = text(
  'In der Konsole selbst ist ein Fehler aufgetreten. Laden Sie die Seite neu; bleibt es dabei, melden Sie es bitte.',
  'An error occurred in the console itself. Reload the page; if it stays, please report it.',
)
