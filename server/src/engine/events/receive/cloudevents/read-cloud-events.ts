import { Problem } from '../../../../kernel/problem.ts'
import type { RequestFacts } from '../../../../kernel/route.ts'
import { requestEventsMax } from '../../ingest/contract.ts'
import type { ReadLine } from '../../ingest/read-events.ts'
import { isObject, type JsonObject, type JsonValue } from '../../json.ts'
import { parseJson } from '../../parse-json.ts'
import { binaryEvent } from './binary-event.ts'

const nameCharactersMax = 1_000
const rfc3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/i
const json = /^application\/cloudevents(-batch)?\+json$/
const otherFormat = /^application\/cloudevents/

/**
 * The events of a request by CloudEvents 1.0 over HTTP, in the mode that its Content-Type names. Each is kept as its JSON
 * form. Throws a Problem when the request as a whole is none; an event of a batch is refused alone.
 */
export function readCloudEvents(
  body: Uint8Array,
  request: Pick<RequestFacts, 'header' | 'headerNames'>,
): ReadLine[] {
  const mediaType = (request.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  const [, batch] = json.exec(mediaType) ?? []
  if (batch !== undefined) return readBatch(body)
  if (json.test(mediaType)) return [draftOf(parsed(body))]
  if (otherFormat.test(mediaType)) throw unknownFormat(mediaType)
  return [draftOf(binaryEvent(body, mediaType, request))]
}

function readBatch(body: Uint8Array): ReadLine[] {
  const values = parsed(body)
  if (!Array.isArray(values)) throw notCloudEvents('A batch is a JSON array of events.')
  if (values.length > requestEventsMax)
    throw new Problem('too-large', 'too-many-events', `A request takes ${requestEventsMax} events.`)
  return (values as JsonValue[]).map(draftOf)
}

function parsed(body: Uint8Array): JsonValue {
  const value = parseJson(body)
  if (value === undefined) throw notCloudEvents('The body is not JSON in UTF-8.')
  return value
}

function draftOf(event: JsonValue): ReadLine {
  if (!isObject(event)) return refused('The event is not one JSON object.')
  if (event['specversion'] !== '1.0') return refused('specversion must be "1.0".')
  const [id, source, type] = [name(event, 'id'), name(event, 'source'), name(event, 'type')]
  if (id === null || source === null || type === null)
    return refused(`id, source and type must be texts of 1 to ${nameCharactersMax} characters.`)
  const time = event['time'] ?? null
  const at = typeof time === 'string' && rfc3339.test(time) ? Date.parse(time) : Number.NaN
  if (time !== null && Number.isNaN(at)) return refused('time must be a moment of RFC 3339.')
  return {
    draft: { body: event, at: time === null ? null : at, key: JSON.stringify([source, id]) },
  }
}

function name(event: JsonObject, member: string): string | null {
  const value = Object.hasOwn(event, member) ? event[member] : null
  return typeof value === 'string' && value !== '' && value.length <= nameCharactersMax ? value : null
}

const refused = (message: string): ReadLine => ({
  kind: 'refused',
  reason: 'not-a-cloud-event',
  message: `This is no CloudEvent 1.0: ${message}`,
})

const notCloudEvents = (message: string) => new Problem('bad-request', 'not-cloud-events', message)

const unknownFormat = (mediaType: string) =>
  new Problem(
    'unsupported-media-type',
    'format-unknown',
    `${mediaType} is not understood here. Send application/cloudevents+json, application/cloudevents-batch+json, or binary mode.`,
  )
