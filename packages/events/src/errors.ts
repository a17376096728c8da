/** Why the client refused something. Closed: callers may switch over it. */
export type EventsErrorCode =
  | 'event-invalid'
  | 'event-too-large'
  | 'spool-full'
  | 'spool-in-use'
  | 'closed'
  | 'flush-timeout'

export class EventsError extends Error {
  readonly code: EventsErrorCode

  constructor(code: EventsErrorCode, message: string) {
    super(message)
    this.name = 'EventsError'
    this.code = code
  }
}
