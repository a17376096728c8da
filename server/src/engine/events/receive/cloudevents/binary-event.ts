import { isUtf8 } from 'node:buffer'
import { Problem } from '../../../../kernel/problem.ts'
import type { RequestFacts } from '../../../../kernel/route.ts'
import type { JsonValue } from '../../json.ts'
import { parseJson } from '../../parse-json.ts'

/** Attributes that are looked for as `ce-` headers: those of the specification and of its documented extensions. */
const attributes = [
  'specversion',
  'id',
  'source',
  'type',
  'time',
  'subject',
  'dataschema',
  'authtype',
  'authid',
  'authclaims',
  'causationid',
  'correlationid',
  'dataclassification',
  'dataclassref',
  'dataref',
  'deprecated',
  'expirytime',
  'partitionkey',
  'recordedtime',
  'sampledrate',
  'sequence',
  'sequencetype',
  'severitynumber',
  'severitytext',
  'traceparent',
  'tracestate',
] as const
/** Longer values would reach us cut off. */
const headerCharactersMax = 1_023

/**
 * An event in binary mode in its JSON form: attributes from `ce-` headers, the body as data. Throws a Problem when there
 * are none, or a value is no percent-encoded UTF-8.
 */
export function binaryEvent(
  body: Uint8Array,
  mediaType: string,
  request: Pick<RequestFacts, 'header'>,
): JsonValue {
  const event: Record<string, JsonValue> = {}
  for (const name of attributes) {
    const value = request.header(`ce-${name}`)
    if (value !== undefined) event[name] = decoded(name, value)
  }
  if (Object.keys(event).length === 0) throw noEvent()
  const contentType = request.header('content-type')
  if (contentType !== undefined) event['datacontenttype'] = contentType
  return { ...event, ...dataOf(Buffer.from(body.buffer, body.byteOffset, body.byteLength), mediaType) }
}

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

const noEvent = () =>
  new Problem(
    'bad-request',
    'not-cloud-events',
    'There are no ce- headers, and the Content-Type is not one of CloudEvents. Send application/cloudevents+json, application/cloudevents-batch+json, or binary mode.',
  )
