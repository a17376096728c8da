import { Problem } from '../../../kernel/problem.ts'
import type { EventDraft, Received } from '../event.ts'
import { isObject } from '../json.ts'
import { parseJson, parsed, textLines } from '../parse-json.ts'
import { requestEventsMax, wholeBytesMax } from './contract.ts'

type Refused = Extract<Received, { kind: 'refused' }>
/** An event of a request, or why it is none. */
export type ReadLine = { readonly draft: EventDraft } | Refused

const keyCharactersMax = 200
/** Some senders put empty ones in between. */
const linesMax = 2 * requestEventsMax
/** Stands before the keys that a request gives, and in none that an event gives itself: they never mean one another. */
const requestMark = '\0'
/** In place of the value of a line that is not UTF-8. */
const notText = Symbol('not UTF-8')

/**
 * The events of a request in our own format: NDJSON where the media type says so, else one JSON object or an array of
 * them. `key` is the Idempotency-Key of the request: each event's own is that with its place. Throws a Problem when the
 * body as a whole is nothing of this; a wrong line is refused alone.
 */
export function readEvents(body: Uint8Array, mediaType: string, key: string | null): ReadLine[] {
  if (key !== null && (key.length === 0 || key.length > keyCharactersMax))
    throw new Problem(
      'bad-request',
      'key-too-long',
      `An Idempotency-Key has 1 to ${keyCharactersMax} characters.`,
    )
  const values = /ndjson|jsonl|json-lines/i.test(mediaType) ? lines(body) : wholeBody(body)
  if (values.length > requestEventsMax) throw tooMany()
  return values.map((value, index) => draftOf(value, key === null ? null : `${requestMark}${key} ${index}`))
}

/** Stops at the limits: four million lines of nonsense would take half a minute to read. */
function lines(body: Uint8Array): unknown[] {
  const values: unknown[] = []
  let count = 0
  for (const line of textLines(body)) {
    if (++count > linesMax || values.length > requestEventsMax) throw tooMany()
    if (line !== '') values.push(line === null ? notText : parsed(line))
  }
  return values
}

const tooMany = () =>
  new Problem(
    'too-large',
    'too-many-events',
    `A request takes ${requestEventsMax} events; send them in parts.`,
  )

/** Millions of tiny events would take seconds and hundreds of megabytes to be counted: lines are counted as they are read. */
function wholeBody(body: Uint8Array): unknown[] {
  if (body.byteLength > wholeBytesMax)
    throw new Problem(
      'too-large',
      'array-too-large',
      'One JSON object or an array of them takes 2 MiB (2,097,152 bytes). Send more as NDJSON, one object a line: application/x-ndjson takes 8 MiB.',
    )
  const value = parseJson(body)
  if (value === undefined)
    throw new Problem(
      'bad-request',
      'not-json',
      'The body is not JSON in UTF-8. Send application/json with an object or an array of them, or application/x-ndjson with one object a line.',
    )
  return Array.isArray(value) ? value : [value]
}

function draftOf(value: unknown, key: string | null): ReadLine {
  if (value === notText)
    return {
      kind: 'refused',
      reason: 'not-utf-8',
      message: 'This line is not UTF-8. Send it in that encoding.',
    }
  if (!isObject(value))
    return {
      kind: 'refused',
      reason: 'not-an-object',
      message: 'This is not one JSON object. An event is { "name": value, … }.',
    }
  const own = value['id']
  const isKey =
    typeof own === 'string' && own !== '' && own.length <= keyCharactersMax && !own.includes(requestMark)
  const id = isKey ? own : null
  return { draft: { body: value, at: null, key: id ?? key } }
}
