import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { canonicalJson } from 'nachweis-verify'
import { readEvent } from '../../read-event.ts'
import { sourceSettingsSchema } from '../../sources/settings.ts'
import { readJsonLogs } from './read-json.ts'
import { readProtobufLogs } from './read-protobuf.ts'
import { encodeLogs } from './testing/encode-logs.ts'

const asJson = (request: object) => Buffer.from(JSON.stringify(request))
const readers = [
  ['protobuf', (request: object) => readProtobufLogs(encodeLogs(request))],
  ['JSON', (request: object) => readJsonLogs(asJson(request))],
] as const

const text = (stringValue: string) => ({ stringValue })
const request = (record: object, origin: object = {}) => ({
  resourceLogs: [{ ...origin, scopeLogs: [{ logRecords: [record] }] }],
})
const attribute = (key: string, value: object) => ({ key, value })

const signIn = {
  resourceLogs: [
    {
      resource: {
        attributes: [
          attribute('service.name', text('portal')),
          attribute('user.name', text('of the resource')),
        ],
      },
      schemaUrl: 'https://schema.example/1',
      scopeLogs: [
        {
          scope: { name: 'sign-in', version: '2', attributes: [attribute('team', text('id'))] },
          schemaUrl: 'https://schema.example/2',
          logRecords: [
            {
              timeUnixNano: '1795000000123456789',
              observedTimeUnixNano: '1795000001000000000',
              severityNumber: 9,
              severityText: 'INFO',
              eventName: 'user.login',
              body: text('Anna signed in'),
              attributes: [
                attribute('user.name', text('anna')),
                attribute('client.address', text('192.0.2.7')),
                attribute('event.outcome', text('success')),
                attribute('log.record.uid', text('uid-1')),
              ],
              droppedAttributesCount: 2,
              flags: 0x101,
              traceId: '0AF7651916CD43DD8448EB211C80319C',
              spanId: 'b7ad6b7169203331',
            },
          ],
        },
      ],
    },
  ],
}

describe.each(readers)('%s', (_, read) => {
  it('becomes an event in names that the mapping knows', () => {
    const [line] = read(signIn)
    expect(line).toEqual({
      draft: {
        at: 1795000000123,
        key: 'uid-1',
        body: {
          timestamp: '2026-11-18T11:06:40.123456789Z',
          observed_timestamp: '2026-11-18T11:06:41.000000000Z',
          severity_number: 9,
          severity_text: 'INFO',
          'event.name': 'user.login',
          body: 'Anna signed in',
          trace_id: '0af7651916cd43dd8448eb211c80319c',
          span_id: 'b7ad6b7169203331',
          trace_flags: '01',
          'otel.dropped_attributes_count': 2,
          'user.name': 'anna',
          'client.address': '192.0.2.7',
          'event.outcome': 'success',
          'log.record.uid': 'uid-1',
          'otel.scope.name': 'sign-in',
          'otel.scope.version': '2',
          'otel.scope.schema_url': 'https://schema.example/2',
          team: 'id',
          'service.name': 'portal',
          'resource.user.name': 'of the resource',
          'otel.resource.schema_url': 'https://schema.example/1',
        },
      },
    })
    if (line === undefined || !('draft' in line)) throw new Error('refused')
    const source = {
      id: '',
      number: 1,
      organisation: 'o',
      name: '',
      settings: sourceSettingsSchema.parse({}),
    }
    expect(readEvent(line.draft, source, () => null, 1795000002000)).toMatchObject({
      at: 1795000000123,
      actor: 'anna',
      action: 'user.login',
      address: '192.0.2.7',
      outcome: 'success',
      session: '0af7651916cd43dd8448eb211c80319c',
      flags: 0,
    })
  })

  it('takes the time of observation where there is no other, and none where there is none', () => {
    expect(read(request({ observedTimeUnixNano: '1795000001000000000' }))).toMatchObject([
      { draft: { at: 1795000001000 } },
    ])
    expect(read(request({}))).toEqual([{ draft: { at: null, key: null, body: {} } }])
  })

  it('holds every time that 64 bits hold', () => {
    expect(read(request({ timeUnixNano: '18446744073709551615' }))).toMatchObject([
      { draft: { at: 18446744073709, body: { timestamp: '2554-07-21T23:34:33.709551615Z' } } },
    ])
  })

  it.each([
    [{ intValue: '9223372036854775807' }, '9223372036854775807'],
    [{ intValue: '-9223372036854775808' }, '-9223372036854775808'],
    [{ intValue: '-5' }, -5],
    [{ intValue: 5 }, 5],
    [{ doubleValue: 0.5 }, 0.5],
    [{ boolValue: true }, true],
    [{ boolValue: false }, false],
    [{ bytesValue: 'AP8=' }, 'AP8='],
    [{ stringValue: '' }, ''],
    [{ arrayValue: {} }, []],
    [{ arrayValue: { values: [text('a'), { intValue: 1 }, {}] } }, ['a', 1, null]],
    [{ kvlistValue: { values: [attribute('a', { kvlistValue: {} })] } }, { a: {} }],
    [{}, null],
  ])('keeps the value %j', (value, kept) => {
    expect(read(request({ body: value }))).toEqual([{ draft: { at: null, key: null, body: { body: kept } } }])
  })

  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])('names %d', (doubleValue) => {
    // JSON has no such numbers: protobuf's JSON has their names.
    const body = read === readers[1][1] ? { doubleValue: String(doubleValue) } : { doubleValue }
    expect(read(request({ body }))).toMatchObject([{ draft: { body: { body: String(doubleValue) } } }])
  })

  it('leaves ids out that are none', () => {
    for (const ids of [
      { traceId: '00000000000000000000000000000000', spanId: '0000000000000000' },
      { traceId: 'abcd', spanId: 'ab' },
    ])
      expect(read(request(ids))).toEqual([{ draft: { at: null, key: null, body: {} } }])
  })

  it('takes names of attributes as nothing but names', () => {
    const names = ['__proto__', 'constructor', 'body', 'timestamp', '']
    const attributes = names.map((key) => attribute(key, text('x')))
    const [line] = read(
      request(
        { body: text('own'), timeUnixNano: '1795000000000000000', attributes },
        { resource: { attributes } },
      ),
    )
    const body = line && 'draft' in line ? line.draft.body : {}
    expect(Object.getPrototypeOf(body)).toBe(Object.prototype)
    expect(JSON.parse(canonicalJson(body))).toEqual(
      JSON.parse(
        `{"__proto__":"x","constructor":"x","body":"own","attributes.body":"x","":"x","resource.":"x",
          "timestamp":"2026-11-18T11:06:40.000000000Z","attributes.timestamp":"x","resource.__proto__":"x",
          "resource.constructor":"x","resource.body":"x","resource.timestamp":"x"}`,
      ),
    )
  })

  it('is empty where nothing is sent', () => {
    expect(read({})).toEqual([])
    expect(read({ resourceLogs: [{ resource: {}, scopeLogs: [{ scope: {} }] }] })).toEqual([])
  })
})

const word = fc.string({ unit: 'grapheme', maxLength: 12 })
const value = fc.letrec<{ value: object }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.record({ stringValue: word }),
    fc.record({ boolValue: fc.boolean() }),
    fc.record({ intValue: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String) }),
    fc.record({ doubleValue: fc.double({ noNaN: true, noDefaultInfinity: true }).map((each) => each + 0) }),
    fc.record({
      bytesValue: fc.uint8Array({ maxLength: 9 }).map((each) => Buffer.from(each).toString('base64')),
    }),
    fc.record({ arrayValue: fc.record({ values: fc.array(tie('value'), { maxLength: 3 }) }) }),
    fc.record({
      kvlistValue: fc.record({
        values: fc.array(fc.record({ key: word, value: tie('value') }), { maxLength: 3 }),
      }),
    }),
    fc.constant({}),
  ),
})).value
const attributes = fc.array(fc.record({ key: word, value }), { maxLength: 4 })
const ns = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(String)
const hex = (bytes: number) =>
  fc.uint8Array({ minLength: bytes, maxLength: bytes }).map((each) => Buffer.from(each).toString('hex'))
const record = fc.record(
  {
    timeUnixNano: ns,
    observedTimeUnixNano: ns,
    severityNumber: fc.nat(24),
    severityText: word,
    eventName: word,
    body: value,
    attributes,
    droppedAttributesCount: fc.nat(),
    flags: fc.nat(),
    traceId: hex(16),
    spanId: hex(8),
  },
  { requiredKeys: [] },
)
const requests = fc.record({
  resourceLogs: fc.array(
    fc.record(
      {
        resource: fc.record({ attributes }),
        schemaUrl: word,
        scopeLogs: fc.array(
          fc.record(
            {
              scope: fc.record({ name: word, version: word, attributes }),
              schemaUrl: word,
              logRecords: fc.array(record, { maxLength: 3 }),
            },
            { requiredKeys: [] },
          ),
          { maxLength: 3 },
        ),
      },
      { requiredKeys: [] },
    ),
    { maxLength: 3 },
  ),
})

test('both encodings of any request become the same events, by an encoder that is not ours', () => {
  let records = 0
  fc.assert(
    fc.property(requests, (each) => {
      const fromProtobuf = readProtobufLogs(encodeLogs(each))
      records += fromProtobuf.length
      expect(fromProtobuf).toEqual(readJsonLogs(asJson(each)))
      expect(fromProtobuf.length).toBe(
        each.resourceLogs.flatMap(({ scopeLogs = [] }) =>
          scopeLogs.flatMap(({ logRecords = [] }) => logRecords),
        ).length,
      )
      for (const line of fromProtobuf) if (!('draft' in line)) throw new Error(line.message)
    }),
    { numRuns: 500 },
  )
  expect(records).toBeGreaterThan(300)
})
