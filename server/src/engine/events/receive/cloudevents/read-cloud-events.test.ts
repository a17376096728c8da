import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { Problem } from '../../../../kernel/problem.ts'
import { requestEventsMax } from '../../ingest/contract.ts'
import { readCloudEvents } from './read-cloud-events.ts'

const read = (body: string | Buffer, headers: Readonly<Record<string, string>>) =>
  readCloudEvents(Buffer.from(body), {
    header: (name) => headers[name],
    headerNames: () => Object.keys(headers),
  })
const structured = { 'content-type': 'application/cloudevents+json; charset=utf-8' }
const batch = { 'content-type': 'application/cloudevents-batch+json' }

const event = {
  specversion: '1.0',
  id: 'A234-1234-1234',
  source: 'https://shop.example/orders',
  type: 'com.example.order.created',
  subject: '123',
  time: '2026-11-20T17:31:00.25+01:00',
  comexampleextension1: 'value',
  datacontenttype: 'application/json',
  data: { user: { name: 'anna' } },
}
const key = JSON.stringify([event.source, event.id])
const at = Date.UTC(2026, 10, 20, 16, 31, 0, 250)

describe('structured mode', () => {
  it('keeps the event as it came', () => {
    expect(read(JSON.stringify(event), structured)).toEqual([{ draft: { body: event, at, key } }])
  })

  it('leaves the time to the mapping where the event has none', () => {
    const { time: _, ...timeless } = event
    expect(read(JSON.stringify(timeless), structured)).toMatchObject([{ draft: { at: null } }])
  })

  it.each<[string, object]>([
    ['another version', { specversion: '0.3' }],
    ['no id', { id: undefined }],
    ['an empty source', { source: '' }],
    ['a type that is a number', { type: 5 }],
    ['an id too long to be told from its like', { id: 'x'.repeat(1001) }],
    ['a time in words', { time: 'yesterday' }],
    ['a time as a number', { time: 1_795_000_000 }],
    ['a day that is none', { time: '2026-13-45T00:00:00Z' }],
    ['a time without zone', { time: '2026-11-20T17:31:00' }],
  ])('refuses %s', (_, change) => {
    expect(read(JSON.stringify({ ...event, ...change }), structured)).toMatchObject([
      { kind: 'refused', reason: 'not-a-cloud-event' },
    ])
  })

  it('takes the year 9999 as said; the mapping flags it', () => {
    const far = { ...event, time: '9999-12-31T23:59:59Z' }
    expect(read(JSON.stringify(far), structured)).toMatchObject([
      { draft: { at: Date.UTC(9999, 11, 31, 23, 59, 59) } },
    ])
  })

  it('tells events apart whose source and id run together alike', () => {
    const keys = [
      { ...event, source: 'a', id: 'b c' },
      { ...event, source: 'a b', id: 'c' },
      { ...event, source: 'a","b', id: 'c' },
      { ...event, source: 'a', id: 'b","c' },
    ].map((each) => read(JSON.stringify(each), structured)[0])
    expect(new Set(keys.map((line) => (line && 'draft' in line ? line.draft.key : null))).size).toBe(4)
  })
})

describe('batch mode', () => {
  it('reads every event, and refuses those alone that are none', () => {
    expect(read(JSON.stringify([event, 5, { ...event, id: 'two' }]), batch)).toMatchObject([
      { draft: { key } },
      { kind: 'refused' },
      { draft: { key: JSON.stringify([event.source, 'two']) } },
    ])
    expect(read('[]', batch)).toEqual([])
  })

  it('takes so many and no more', () => {
    const events = (count: number) => JSON.stringify(Array.from({ length: count }, () => event))
    expect(read(events(requestEventsMax), batch)).toHaveLength(requestEventsMax)
    expect(() => read(events(requestEventsMax + 1), batch)).toThrow(
      expect.objectContaining({ code: 'too-large' }),
    )
  })
})

describe('binary mode', () => {
  const headers = {
    'ce-specversion': '1.0',
    'ce-id': 'A234-1234-1234',
    'ce-source': 'https://shop.example/orders',
    'ce-type': 'com.example.order.created',
    'ce-time': '2026-11-20T17:31:00.25+01:00',
  }
  const attributes = {
    specversion: '1.0',
    id: event.id,
    source: event.source,
    type: event.type,
    time: event.time,
  }

  it.each<[string, string | Buffer, object]>([
    ['application/json', '{"a":1}', { data: { a: 1 } }],
    ['application/json; charset=utf-8', '5', { data: 5 }],
    ['application/vnd.order+json', '[]', { data: [] }],
    ['text/plain', 'Grüße', { data: 'Grüße' }],
    ['image/png', Buffer.from([0, 255]), { data_base64: 'AP8=' }],
    ['application/json', '', {}],
  ])('keeps a body of %s', (type, body, data) => {
    expect(read(body, { ...headers, 'content-type': type })).toEqual([
      { draft: { body: { ...attributes, datacontenttype: type, ...data }, at, key } },
    ])
  })

  it('reads extensions and percent-encoded values', () => {
    const line = read('', {
      ...headers,
      'ce-subject': 'Euro %E2%82%AC %F0%9F%98%80 100%',
      'ce-authid': 'anna',
    })
    expect(line).toMatchObject([{ draft: { body: { subject: 'Euro € 😀 100%', authid: 'anna' } } }])
  })

  it('keeps extensions of any name, and lets nothing take the place of the data', () => {
    const line = read('{"a":1}', {
      ...headers,
      'content-type': 'application/json',
      'ce-myextension7': 'x',
      'ce-odd-name': 'y',
      'ce-__proto__': 'z',
      'ce-data': 'forged',
      'ce-data_base64': 'AA==',
      'ce-datacontenttype': 'text/plain',
      'x-ce-other': 'no',
    })[0]
    const body = line && 'draft' in line ? line.draft.body : {}
    expect(new Map(Object.entries(body))).toEqual(
      new Map<string, unknown>([
        ...Object.entries({ ...attributes, datacontenttype: 'application/json', data: { a: 1 } }),
        ['myextension7', 'x'],
        ['odd-name', 'y'],
        ['__proto__', 'z'],
      ]),
    )
  })

  it('reads bare UTF-8, as the headers of some SDKs hold it, and Latin-1', () => {
    const utf8 = Buffer.from('Grüße €').toString('latin1')
    expect(read('', { ...headers, 'ce-subject': utf8, 'ce-authid': 'Jürgen' })).toMatchObject([
      { draft: { body: { subject: 'Grüße €', authid: 'Jürgen' } } },
    ])
  })

  it.each<[string, Record<string, string>, string]>([
    ['no headers', {}, 'not-cloud-events'],
    ['UTF-8 that is none', { ...headers, 'ce-subject': '%FF' }, 'header-not-readable'],
    [
      'more attributes than an event has',
      { ...headers, ...Object.fromEntries(Array.from({ length: 100 }, (_, n) => [`ce-a${n}`, 'x'])) },
      'too-many-attributes',
    ],
    ['an attribute without a name', { ...headers, 'ce-': 'x' }, 'header-not-readable'],
    ['a header that reached us cut off', { ...headers, 'ce-id': 'x'.repeat(1024) }, 'header-not-readable'],
  ])('refuses %s', (_, given, reason) => {
    expect(() => read('', given)).toThrow(expect.objectContaining({ code: 'bad-request', reason }))
  })

  it('refuses JSON that is none', () => {
    expect(() => read('{', { ...headers, 'content-type': 'application/json' })).toThrow(
      expect.objectContaining({ reason: 'not-json' }),
    )
  })
})

it.each([
  ['application/cloudevents+avro', '', 'unsupported-media-type'],
  ['application/cloudevents+xml', '<event/>', 'unsupported-media-type'],
  ['application/cloudevents+json', '{', 'bad-request'],
  ['application/cloudevents-batch+json', '{}', 'bad-request'],
  ['application/json', '{"specversion":"1.0"}', 'bad-request'],
])('refuses %s with %j', (type, body, code) => {
  expect(() => read(body, { 'content-type': type })).toThrow(expect.objectContaining({ code }))
})

test('any JSON is lines or a Problem', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 3 }), fc.constantFrom(structured, batch), (body, headers) => {
      try {
        for (const line of read(body, headers)) expect('draft' in line || line.kind === 'refused').toBe(true)
      } catch (error) {
        if (!(error instanceof Problem)) throw error
      }
    }),
    { numRuns: 1_000 },
  )
})
