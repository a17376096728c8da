import fc from 'fast-check'
import { expect, test } from 'vitest'
import { FlightReader, messageBytesMax, recordBytesMax, recordsMax, type Flight } from './server-flight.ts'
import { tlsVersions } from './versions.ts'

const uint = (width: number, value: number) => {
  const buffer = Buffer.alloc(width)
  buffer.writeUIntBE(value, 0, width)
  return buffer
}
const vector = (width: number, body: Buffer) => Buffer.concat([uint(width, body.length), body])
const record = (type: number, body: Buffer) => Buffer.concat([Buffer.from([type, 3, 3]), vector(2, body)])
const message = (type: number, body: Buffer) => Buffer.concat([Buffer.from([type]), vector(3, body)])

const serverHello = (version: number, suite: number, extensions = Buffer.alloc(0)) =>
  message(
    2,
    Buffer.concat([
      uint(2, version),
      Buffer.alloc(32, 7),
      vector(1, Buffer.alloc(32)),
      uint(2, suite),
      Buffer.from([0]),
      extensions,
    ]),
  )
const certificate = message(
  11,
  vector(3, Buffer.concat([vector(3, Buffer.from('leaf')), vector(3, Buffer.from('issuer'))])),
)
const dheExchange = (prime: Buffer) =>
  message(12, Buffer.concat([vector(2, prime), vector(2, Buffer.from([2])), vector(2, prime)]))
const ecdheExchange = (group: number) =>
  message(12, Buffer.concat([Buffer.from([3]), uint(2, group), vector(1, Buffer.alloc(65))]))
const done = message(14, Buffer.alloc(0))
// Zeros in front must not make a group look longer than it is.
const prime1024 = Buffer.concat([Buffer.alloc(128), Buffer.alloc(128, 0xff)])

const feed = (chunks: readonly Buffer[], version: (typeof tlsVersions)[number] = 'TLS 1.2'): Flight => {
  const reader = new FlightReader(version)
  for (const chunk of chunks) {
    const flight = reader.push(chunk)
    if (flight) return flight
  }
  return reader.end('ended')
}

test('reads suite, chain and the size of a DH group, leading zeros apart', () => {
  const flight = feed([
    record(22, Buffer.concat([serverHello(0x0303, 0x009e), certificate, dheExchange(prime1024), done])),
  ])
  expect(flight).toEqual({
    kind: 'answer',
    answer: {
      version: 0x0303,
      suite: 0x009e,
      group: null,
      keyExchange: { dhBits: 1024, group: null },
      certificates: [Buffer.from('leaf'), Buffer.from('issuer')],
    },
  })
})

test('reads the curve, and the DH group behind a hint for a pre-shared key', () => {
  const ecdhe = feed([
    record(22, Buffer.concat([serverHello(0x0303, 0xc02f), certificate, ecdheExchange(23)])),
  ])
  expect(ecdhe).toMatchObject({ answer: { keyExchange: { dhBits: null, group: 23 } } })
  const hinted = message(
    12,
    Buffer.concat([
      vector(2, Buffer.from('hint')),
      vector(2, Buffer.alloc(96, 1)),
      vector(2, Buffer.from([2])),
    ]),
  )
  const psk = feed([record(22, Buffer.concat([serverHello(0x0303, 0x00aa), hinted]))])
  expect(psk).toMatchObject({ answer: { keyExchange: { dhBits: 761 } } })
})

test('reads version and group of a HelloRetryRequest', () => {
  const extensions = vector(
    2,
    Buffer.concat([uint(2, 51), vector(2, uint(2, 4588)), uint(2, 43), vector(2, uint(2, 0x0304))]),
  )
  const flight = feed([record(22, serverHello(0x0303, 0x1301, extensions))], 'TLS 1.3')
  expect(flight).toMatchObject({ answer: { version: 0x0304, suite: 0x1301, group: 4588 } })
})

test('a suite that was chosen counts even when the rest never comes', () => {
  const flight = feed([record(22, serverHello(0x0301, 0x0005)), Buffer.from([22, 3])])
  expect(flight).toMatchObject({ kind: 'answer', answer: { version: 0x0301, suite: 0x0005 } })
})

test('skips the warning that the name is unknown, and reports other alerts', () => {
  const warned = [
    record(21, Buffer.from([1, 112])),
    record(22, Buffer.concat([serverHello(0x0303, 0x009c), done])),
  ]
  expect(feed(warned)).toMatchObject({ kind: 'answer' })
  expect(feed([record(21, Buffer.from([2, 40]))])).toEqual({ kind: 'alert', alert: 40 })
})

test.each([
  ['HTTP', Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n'), 'not TLS'],
  [
    'a record that is too long',
    Buffer.concat([Buffer.from([22, 3, 3]), uint(2, recordBytesMax + 1)]),
    'longer than TLS allows',
  ],
  [
    'a message that is too long',
    record(22, Buffer.concat([Buffer.from([2]), uint(3, messageBytesMax + 1)])),
    'too long',
  ],
  [
    'empty records without end',
    Buffer.concat(Array(recordsMax + 1).fill(record(22, Buffer.alloc(0)))),
    'records without an answer',
  ],
  ['a message that ends early', record(22, message(2, Buffer.alloc(20))), 'ends early'],
  ['another message first', record(22, certificate), 'ServerHello'],
])('refuses %s', (_name, bytes, reason) => {
  expect(feed([bytes])).toMatchObject({ kind: 'garbage', reason: expect.stringContaining(reason) })
})

const anyVersion = fc.constantFrom(...tlsVersions)
const goodFlight = Buffer.concat([
  record(22, serverHello(0x0303, 0x009e)),
  record(22, Buffer.concat([certificate, dheExchange(prime1024), done])),
])

test('any bytes in any pieces are decided without an exception', () => {
  const almostTls = fc
    .array(
      fc.oneof(
        fc.uint8Array({ maxLength: 40 }).map((body) => record(22, Buffer.from(body))),
        fc.constant(record(22, certificate)),
        fc.constant(record(22, serverHello(0x0303, 0x009e))),
      ),
    )
    .map((parts) => new Uint8Array(Buffer.concat(parts)))
  fc.assert(
    fc.property(
      anyVersion,
      fc.array(fc.oneof(fc.uint8Array({ maxLength: 300 }), almostTls)),
      (version, chunks) => {
        expect(['answer', 'alert', 'garbage']).toContain(
          feed(
            chunks.map((chunk) => Buffer.from(chunk)),
            version,
          ).kind,
        )
      },
    ),
    { numRuns: 2000 },
  )
})

test('a flight with flipped bytes never throws, and its pieces do not matter', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(goodFlight.length - 1), fc.nat(255)), { maxLength: 4 }),
      fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 20 }),
      (flips, sizes) => {
        const bytes = Buffer.from(goodFlight)
        for (const [at, value] of flips) bytes[at] = value
        const pieces: Buffer[] = []
        for (let at = 0, turn = 0; at < bytes.length; turn++) {
          const size = sizes.at(turn % sizes.length) ?? 1
          pieces.push(bytes.subarray(at, at + size))
          at += size
        }
        expect(feed(pieces)).toEqual(feed([bytes]))
      },
    ),
    { numRuns: 2000 },
  )
})
