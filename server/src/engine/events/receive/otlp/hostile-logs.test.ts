import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { Problem } from '../../../../kernel/problem.ts'
import { collectedEventsMax } from '../limits.ts'
import { requestValuesMax, valueDepthMax, valuesMax } from './log-drafts.ts'
import { readJsonLogs } from './read-json.ts'
import { readProtobufLogs } from './read-protobuf.ts'
import { encodeLogs } from './testing/encode-logs.ts'
import { NotDecodable } from './wire-reader.ts'

/** A field of the wire type 2. */
const field = (number: number, ...parts: Uint8Array[]) => {
  const bytes = Buffer.concat(parts)
  return Buffer.concat([Buffer.from([(number << 3) | 2]), varint(bytes.length), bytes])
}
function varint(value: number): Buffer {
  const bytes: number[] = []
  let rest = value
  for (; rest > 0x7f; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) | 0x80)
  return Buffer.from([...bytes, rest])
}
const inRecord = (...parts: Uint8Array[]) => field(1, field(2, field(2, ...parts)))
const good = encodeLogs({
  resourceLogs: [
    {
      resource: { attributes: [{ key: 'a', value: { stringValue: 'b' } }] },
      scopeLogs: [
        {
          logRecords: [
            { timeUnixNano: '1', body: { stringValue: 'one' }, traceId: 'ab' },
            { severityNumber: 9, attributes: [{ key: 'k', value: { intValue: '-1' } }] },
          ],
        },
      ],
    },
  ],
})

/** The error with which it fails; throws when it does not. */
function failure(run: () => unknown): unknown {
  try {
    run()
  } catch (error) {
    return error
  }
  throw new Error('it was read')
}
const withinMs = 10_000

describe('a record that is none is refused alone', () => {
  const fine = field(2, field(5, field(1, Buffer.from('fine'))))
  it.each([
    ['a time as a varint', Buffer.from([0x08, 1])],
    ['a severity as text', field(2, Buffer.from('9'))],
    ['a body as a number', Buffer.from([0x28, 1])],
    ['attributes as 32 bits', Buffer.from([0x35, 1, 2, 3, 4])],
    ['an unknown field as a group', Buffer.from([0x7b, 0x7c])],
    ['an unknown field with the wire type 7', Buffer.from([0x7f])],
    ['a field with the number 0', Buffer.from([0x00, 0x00])],
    ['a value with eleven bytes', Buffer.from([0x10, ...Buffer.alloc(10, 0xff), 1])],
    ['an unknown number with eleven bytes', Buffer.from([0x78, ...Buffer.alloc(10, 0xff), 1])],
    ['a tag with six bytes', Buffer.from([0xfa, 0xff, 0xff, 0xff, 0xff, 0x01])],
    ['a body that ends too early', Buffer.from([0x2a, 5, 1])],
    ['a length of 2^31', Buffer.from([0x2a, 0x80, 0x80, 0x80, 0x80, 0x08])],
    ['a time of seven bytes', Buffer.from([0x09, 1, 2, 3, 4, 5, 6, 7])],
  ])('%s', (_, bytes) => {
    const lines = readProtobufLogs(field(1, field(2, field(2, bytes), fine)))
    expect(lines).toMatchObject([
      { kind: 'refused', reason: 'not-decodable' },
      { draft: { body: { body: 'fine' } } },
    ])
  })

  it.each<[string, object]>([
    ['a time that is no number', { timeUnixNano: 'soon' }],
    ['the year 9999, which 64 bits of ns cannot hold', { timeUnixNano: '253402300799000000000' }],
    ['a time before 1970', { timeUnixNano: '-1' }],
    ['half a nanosecond', { timeUnixNano: 0.5 }],
    ['an integer beyond 64 bits', { body: { intValue: '9223372036854775808' } }],
    ['a thousand digits', { body: { intValue: '9'.repeat(1000) } }],
    ['an integer with a comma', { body: { intValue: '1.5' } }],
    ['a double that is none', { body: { doubleValue: 'much' } }],
    ['a truth that is none', { body: { boolValue: 'true' } }],
    ['a text that is none', { severityText: 5 }],
    ['a body that is no value', { body: 'bare' }],
    ['attributes that are no list', { attributes: { a: 'b' } }],
    ['an attribute that is none', { attributes: ['a'] }],
  ])('%s', (_, record) => {
    const lines = readJsonLogs(
      Buffer.from(
        JSON.stringify({
          resourceLogs: [{ scopeLogs: [{ logRecords: [record, null, { body: { stringValue: 'fine' } }] }] }],
        }),
      ),
    )
    expect(lines).toMatchObject([
      { kind: 'refused', reason: 'not-decodable' },
      { kind: 'refused', reason: 'not-decodable' },
      { draft: { body: { body: 'fine' } } },
    ])
  })
})

describe('depth and counts are bounded', () => {
  const nested = (depth: number) => {
    let value = field(1, Buffer.from('x'))
    for (let level = 0; level < depth; level++) value = field(5, field(1, value))
    return inRecord(field(5, value))
  }
  const nestedJson = (depth: number) =>
    Buffer.from(
      `{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"body":${'{"arrayValue":{"values":['.repeat(depth)}` +
        `{"stringValue":"x"}${']}}'.repeat(depth)}}]}]}]}`,
    )

  it.each([
    ['protobuf', (depth: number) => readProtobufLogs(nested(depth))],
    ['JSON', (depth: number) => readJsonLogs(nestedJson(depth))],
  ] as const)('of lists in lists, in %s', (_, read) => {
    expect(read(valueDepthMax)).toMatchObject([{ draft: {} }])
    expect(read(valueDepthMax + 1)).toMatchObject([
      { kind: 'refused', message: expect.stringContaining('deeper than 32') },
    ])
    expect(read(5_000)).toMatchObject([{ kind: 'refused' }])
  })

  it('of a million attributes', () => {
    const one = field(6, field(1, Buffer.from('k')))
    const began = performance.now()
    const lines = readProtobufLogs(inRecord(Buffer.alloc(one.length * 1_000_000, one)))
    expect(lines).toMatchObject([
      { kind: 'refused', message: expect.stringContaining(`more than ${valuesMax}`) },
    ])
    const values = `{"key":"k"},`.repeat(999_999) + '{"key":"k"}'
    const json = `{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"attributes":[${values}]}]}]}]}`
    expect(readJsonLogs(Buffer.from(json))).toMatchObject([{ kind: 'refused' }])
    expect(performance.now() - began).toBeLessThan(withinMs)
  })

  it('of a million attributes of one resource, in however many messages', () => {
    for (const resource of [
      Buffer.alloc(4_000_000, field(1, field(1))),
      field(1, Buffer.alloc(2_000_000, field(1))),
    ])
      expect(failure(() => readProtobufLogs(field(1, resource)))).toBeInstanceOf(NotDecodable)
  })

  it('of attributes in all records together', () => {
    const full = field(2, Buffer.alloc(2 * valuesMax, field(6)))
    const records = (count: number) =>
      readProtobufLogs(field(1, field(2, Buffer.alloc(count * full.length, full))))
    const most = requestValuesMax / valuesMax
    expect(records(most)).toHaveLength(most)
    expect(failure(() => records(most + 1))).toMatchObject({ code: 'too-large' })
  })

  it.each([
    ['resources', Buffer.alloc(2_000_000, field(1))],
    ['scopes', field(1, Buffer.alloc(2_000_000, field(2)))],
    ['records', field(1, field(2, Buffer.alloc(2_000_000, field(2))))],
  ])('of a million empty %s', (_, bytes) => {
    const began = performance.now()
    expect(failure(() => readProtobufLogs(bytes))).toMatchObject({ code: 'too-large' })
    expect(performance.now() - began).toBeLessThan(withinMs)
  })

  it('of records, to the last', () => {
    const records = (count: number) => field(1, field(2, Buffer.alloc(2 * count, field(2))))
    expect(readProtobufLogs(records(collectedEventsMax)).length).toBe(collectedEventsMax)
    expect(failure(() => readProtobufLogs(records(collectedEventsMax + 1)))).toMatchObject({
      reason: 'too-many-records',
    })
    const json = (count: number) =>
      Buffer.from(
        JSON.stringify({
          resourceLogs: [{ scopeLogs: [{ logRecords: Array.from({ length: count }, () => ({})) }] }],
        }),
      )
    expect(readJsonLogs(json(collectedEventsMax)).length).toBe(collectedEventsMax)
    expect(failure(() => readJsonLogs(json(collectedEventsMax + 1)))).toBeInstanceOf(Problem)
  })

  it('of a small request that would become a large one', () => {
    const key = 'x'.repeat(60_000)
    const request = (records: number) => ({
      resourceLogs: [
        {
          resource: { attributes: [{ key, value: {} }] },
          scopeLogs: [{ logRecords: Array.from({ length: records }, () => ({})) }],
        },
      ],
    })
    expect(readProtobufLogs(encodeLogs(request(500))).length).toBe(500)
    for (const read of [
      () => readProtobufLogs(encodeLogs(request(1000))),
      () => readJsonLogs(Buffer.from(JSON.stringify(request(1000)))),
    ])
      expect(failure(read)).toMatchObject({ code: 'too-large' })
  })
})

describe('what is no request is refused as a whole', () => {
  it.each([
    ['no JSON', 'half {'],
    ['an empty body', ''],
    ['a list', '[]'],
    ['a number', '5'],
    ['null', 'null'],
    ['resources that are no list', '{"resourceLogs":{}}'],
    ['a resource that is none', '{"resourceLogs":[5]}'],
    ['scopes that are no list', '{"resourceLogs":[{"scopeLogs":"a"}]}'],
    ['records that are no list', '{"resourceLogs":[{"scopeLogs":[{"logRecords":{}}]}]}'],
  ])('%s', (_, body) => {
    expect(failure(() => readJsonLogs(Buffer.from(body)))).toBeInstanceOf(NotDecodable)
  })

  it('a resource with the wrong wire type', () => {
    expect(failure(() => readProtobufLogs(field(1, Buffer.from([0x08, 1]))))).toBeInstanceOf(NotDecodable)
    expect(failure(() => readProtobufLogs(Buffer.from([0x08, 1])))).toBeInstanceOf(NotDecodable)
  })

  it('JSON sent as protobuf, and the reverse', () => {
    expect(failure(() => readProtobufLogs(Buffer.from('{"resourceLogs":[]}')))).toBeInstanceOf(NotDecodable)
    expect(failure(() => readJsonLogs(good))).toBeInstanceOf(NotDecodable)
  })

  it('a request that is cut off anywhere', () => {
    expect(readProtobufLogs(good)).toHaveLength(2)
    for (let length = 1; length < good.length; length++)
      expect(failure(() => readProtobufLogs(good.subarray(0, length)))).toBeInstanceOf(NotDecodable)
  })
})

test('no bytes get more out of the decoder than lines, NotDecodable or a Problem', () => {
  let read = 0
  const altered = fc
    .tuple(fc.nat(good.length - 1), fc.nat(255), fc.nat(good.length - 1), fc.nat(255))
    .map(([place, byte, second, other]) => {
      const bytes = Buffer.from(good)
      bytes[place] = byte
      bytes[second] = other
      return bytes
    })
  fc.assert(
    fc.property(fc.oneof(altered, fc.uint8Array({ maxLength: 60 })), (bytes) => {
      try {
        expect(readProtobufLogs(bytes).length).toBeLessThan(40)
        read++
      } catch (error) {
        if (!(error instanceof NotDecodable || error instanceof Problem)) throw error
      }
    }),
    { numRuns: 5_000 },
  )
  expect(read).toBeGreaterThan(500)
})
