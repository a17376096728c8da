export interface RecordSource {
  readonly id: string
}

/**
 * The record of an event, exactly the bytes that its leaf commits to: canonical JSON (RFC 8785) in the form of every
 * record of the log, put together from columns so that the body is stored once. `body` is canonical itself.
 */
export function recordText(event: {
  readonly id: string
  /** When the batch was received: ISO 8601. */
  readonly at: string
  readonly source: RecordSource
  readonly organisation: string
  readonly body: string
}): string {
  const { id, at, source, organisation, body } = event
  return (
    `{"actor":"source:${source.id}","at":"${at}","data":{"event":${body},` +
    `"organisation":"${organisation}"},"id":"${id}","type":"events.received"}`
  )
}
