import { expect, it } from 'vitest'
import { encodingOf, type Encoding } from './encodings.ts'
import { decodeAnswer } from './testing/encode-logs.ts'

const json = encodingOf('application/json; charset=utf-8') as Encoding
const protobuf = encodingOf('application/x-protobuf') as Encoding

it('knows the two encodings of OTLP/HTTP', () => {
  expect([json.mediaType, protobuf.mediaType]).toEqual(['application/json', 'application/x-protobuf'])
  for (const other of [undefined, '', 'text/plain', 'application/x-ndjson', 'application/grpc'])
    expect(encodingOf(other)).toBe(null)
})

it('leaves partial_success unset when nothing was refused', () => {
  expect(String(json.done(0, ''))).toBe('{}')
  expect(protobuf.done(0, '')).toEqual(Buffer.alloc(0))
})

it.each([1, 127, 128, 300, 50_000])('says that %d records were refused, and why', (rejected) => {
  const message = 'Grüße '.repeat(40)
  const partialSuccess = { rejectedLogRecords: String(rejected), errorMessage: message }
  expect(JSON.parse(String(json.done(rejected, message)))).toEqual({ partialSuccess })
  expect(decodeAnswer('Response', protobuf.done(rejected, message))).toEqual({ partialSuccess })
})

it('says why a request was refused', () => {
  const status = { code: 14, message: 'später' }
  expect(JSON.parse(String(json.status(14, 'später')))).toEqual(status)
  expect(decodeAnswer('Status', protobuf.status(14, 'später'))).toEqual(status)
})
