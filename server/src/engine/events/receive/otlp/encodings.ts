import type { ProblemCode } from '../../../../kernel/problem.ts'
import type { ReadLine } from '../../ingest/read-events.ts'
import { readJsonLogs } from './read-json.ts'
import { readProtobufLogs } from './read-protobuf.ts'

type Bytes = Buffer<ArrayBuffer>

/** One of the two encodings of OTLP/HTTP: a request is answered in its own. */
export interface Encoding {
  readonly mediaType: string
  /** Throws NotDecodable, and Problems beyond the limits. */
  readonly read: (body: Uint8Array) => ReadLine[]
  /** An ExportLogsServiceResponse; `message` is empty when nothing was refused. */
  readonly done: (rejected: number, message: string) => Bytes
  /** A google.rpc.Status. */
  readonly status: (code: number, message: string) => Bytes
}

export const jsonEncoding: Encoding = {
  mediaType: 'application/json',
  read: readJsonLogs,
  done: (rejected, message) =>
    asJson(
      message === ''
        ? {}
        : { partialSuccess: { rejectedLogRecords: String(rejected), errorMessage: message } },
    ),
  status: (code, message) => asJson({ code, message }),
}

const asJson = (value: object): Bytes => Buffer.from(JSON.stringify(value))

const protobuf: Encoding = {
  mediaType: 'application/x-protobuf',
  read: readProtobufLogs,
  done: (rejected, message) =>
    message === '' ? Buffer.alloc(0) : delimited(1, numberAndText(rejected, message)),
  status: numberAndText,
}

/** The encoding that a Content-Type names, or null. */
export function encodingOf(contentType: string | undefined): Encoding | null {
  switch (contentType?.split(';')[0]?.trim().toLowerCase()) {
    case 'application/x-protobuf':
      return protobuf
    case 'application/json':
      return jsonEncoding
    default:
      return null
  }
}

/** Both messages of an answer hold an integer as field 1 and a text as field 2. */
function numberAndText(number: number, text: string): Bytes {
  return Buffer.concat([Buffer.from([1 << 3]), varint(number), delimited(2, Buffer.from(text))])
}

const delimited = (field: number, bytes: Bytes): Bytes =>
  Buffer.concat([Buffer.from([(field << 3) | 2]), varint(bytes.length), bytes])

function varint(value: number): Bytes {
  const bytes: number[] = []
  let rest = value
  for (; rest > 0x7f; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) | 0x80)
  return Buffer.from([...bytes, rest])
}

/** google.rpc.Code of a refusal. */
export const rpcCodes: Readonly<Record<ProblemCode, number>> = {
  'bad-request': 3,
  unauthenticated: 16,
  forbidden: 7,
  'not-found': 5,
  'method-not-allowed': 12,
  conflict: 10,
  gone: 5,
  'too-large': 3,
  'unsupported-media-type': 3,
  'too-many-requests': 8,
  unavailable: 14,
  internal: 13,
}
