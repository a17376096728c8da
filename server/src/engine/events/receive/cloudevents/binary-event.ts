import { isUtf8 } from 'node:buffer'
import { Problem } from '../../../../kernel/problem.ts'
import type { RequestFacts } from '../../../../kernel/route.ts'
import type { JsonValue } from '../../json.ts'
import { putField } from '../put-field.ts'
import { parseJson } from '../../parse-json.ts'

/** Longer values would reach us cut off. */
const headerCharactersMax = 1_023
const attributesMax = 100
const nameCharactersMax = 100
/** The body and its own header say these. */
const otherwiseSaid = ['data', 'data_base64', 'datacontenttype']

/**
 * An event in binary mode in its JSON form: attributes from `ce-` headers, extensions of any name too, the body as data.
 * Throws a Problem when there are none, or too many, or a value is no percent-encoded UTF-8.
 */
export function binaryEvent(
  body: Uint8Array,
  mediaType: string,
  request: Pick<RequestFacts, 'header' | 'headerNames'>,
): JsonValue {
  const event: Record<string, JsonValue> = {}
  const names = request.headerNames().filter((name) => name.startsWith(prefix))
  if (names.length > attributesMax) throw tooMany()
  for (const header of names) {
    const name = header.slice(prefix.length)
    const value = request.header(header)
    if (value === undefined || otherwiseSaid.includes(name)) continue
    if (name === '' || name.length > nameCharactersMax) throw notAsSpecified(name.slice(0, nameCharactersMax))
    putField(event, name, decoded(name, value))
  }
  if (Object.keys(event).length === 0) throw noEvent()
  const contentType = request.header('content-type')
  if (contentType !== undefined) event['datacontenttype'] = contentType
  return Object.assign(event, dataOf(Buffer.from(body.buffer, body.byteOffset, body.byteLength), mediaType))
}

const prefix = 'ce-'

/** HTTP binding, 3.1.3.2: what no header may hold is percent-encoded. Some SDKs send bare UTF-8, which comes as Latin-1. */
function decoded(name: string, given: string): string {
  if (given.length > headerCharactersMax) throw notAsSpecified(name)
  const bytes = Buffer.from(given, 'latin1')
  const value = isUtf8(bytes) ? bytes.toString('utf8') : given
  try {
    return decodeURIComponent(value.replace(/%(?![0-9a-f]{2})/gi, '%25'))
  } catch {
    throw notAsSpecified(name)
  }
}

function dataOf(body: Buffer, mediaType: string): Record<string, JsonValue> {
  if (body.length === 0) return {}
  if (mediaType.startsWith('text/') && isUtf8(body)) return { data: body.toString('utf8') }
  if (!/^[^/]+\/([^/]+\+)?json$/.test(mediaType)) return { data_base64: body.toString('base64') }
  const data = parseJson(body)
  if (data === undefined)
    throw new Problem(
      'bad-request',
      'not-json',
      `The body is announced as ${mediaType} and is not JSON in UTF-8.`,
    )
  return { data }
}

const notAsSpecified = (name: string) =>
  new Problem(
    'bad-request',
    'header-not-readable',
    `ce-${name} has ${headerCharactersMax} characters at most, percent-encoded where it is not ASCII.`,
  )

const tooMany = () =>
  new Problem(
    'bad-request',
    'too-many-attributes',
    `An event has ${attributesMax} attributes at most; put more into its data.`,
  )

const noEvent = () =>
  new Problem(
    'bad-request',
    'not-cloud-events',
    'There are no ce- headers, and the Content-Type is not one of CloudEvents. Send application/cloudevents+json, application/cloudevents-batch+json, or binary mode.',
  )
