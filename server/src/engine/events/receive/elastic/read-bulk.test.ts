import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { Problem } from '../../../../kernel/problem.ts'
import { collectedEventsMax } from '../limits.ts'
import { readBulk } from './read-bulk.ts'
import { filebeat, fluentBit, vector } from './testing/sender-requests.ts'

const read = (text: string, index: string | null = null) => readBulk(Buffer.from(text), index)
const lines = (...each: object[]) => each.map((line) => `${JSON.stringify(line)}\n`).join('')

describe('what senders send', () => {
  it.each([
    ['Filebeat', filebeat, 'create', ['filebeat-9.1.0 fp-1', 'filebeat-9.1.0 fp-2']],
    ['Vector', vector, 'index', ['vector-2026.11.20 v-1', 'vector-2026.11.20 v-2']],
    [
      'Fluent Bit',
      fluentBit,
      'create',
      ['fluent-bit d5d9a3e1-0000-1b2c-9f00-0123456789ab', 'fluent-bit d5d9a3e1-0001-1b2c-9f00-0123456789ab'],
    ],
  ])('%s', (_, { sends }, action, keys) => {
    const items = read(sends.body ?? '')
    expect(items.map((item) => item.action)).toEqual([action, action])
    expect(items.map((item) => ('draft' in item.read ? item.read.draft.key : null))).toEqual(keys)
    const documents = (sends.body ?? '').split('\n').filter((line, place) => line !== '' && place % 2 === 1)
    for (const [place, { read: line, index }] of items.entries())
      expect('draft' in line ? line.draft.body : null).toEqual({
        ...JSON.parse(documents[place] ?? ''),
        'elastic.index': index,
      })
  })
})

it('takes the index of the address where an action names none', () => {
  const [item, own] = read(lines({ index: {} }, { a: 1 }, { index: { _index: 'b', _id: 7 } }, { a: 2 }), 'a')
  expect(item?.read).toEqual({ draft: { at: null, key: null, body: { a: 1, 'elastic.index': 'a' } } })
  expect(own?.read).toEqual({ draft: { at: null, key: 'b 7', body: { a: 2, 'elastic.index': 'b' } } })
})

it('steps over empty lines between items and takes carriage returns', () => {
  expect(
    read('\n{"create":{"_index":"a"}}\r\n{"a":1}\r\n\n\n{"create":{"_index":"a"}}\n{"a":2}\n'),
  ).toHaveLength(2)
})

describe('an item that is none is refused alone', () => {
  const fine = lines({ create: { _index: 'i', _id: 'fine' } }, { fine: true })
  it.each<[string, string, string, string]>([
    ['update', lines({ update: { _index: 'i', _id: '1' } }, { doc: { a: 1 } }), 'update', 'never changed'],
    [
      'delete, which has no document',
      lines({ delete: { _index: 'i', _id: '1' } }),
      'delete',
      'never changed',
    ],
    ['no index', lines({ create: {} }, { a: 1 }), 'create', '_index'],
    ['an empty index', lines({ create: { _index: '' } }, { a: 1 }), 'create', '_index'],
    ['a long index', lines({ create: { _index: 'i'.repeat(256) } }, { a: 1 }), 'create', '_index'],
    ['an index that is none', lines({ create: { _index: ['i'] } }, { a: 1 }), 'create', '_index'],
    ['an empty id', lines({ create: { _index: 'i', _id: '' } }, { a: 1 }), 'create', '_id'],
    ['a long id', lines({ create: { _index: 'i', _id: 'ü'.repeat(257) } }, { a: 1 }), 'create', '_id'],
    ['a pipeline', lines({ create: { _index: 'i', pipeline: 'geo' } }, { a: 1 }), 'create', 'pipelines'],
    ['a document that is no JSON', '{"create":{"_index":"i"}}\nnot json\n', 'create', 'not one JSON object'],
    ['a document that is a list', '{"create":{"_index":"i"}}\n[]\n', 'create', 'not one JSON object'],
    ['an empty document', '{"create":{"_index":"i"}}\n\n', 'create', 'not one JSON object'],
  ])('%s', (_, text, action, why) => {
    const items = read(text + fine)
    expect(items).toMatchObject([
      { action, read: { kind: 'refused', message: expect.stringContaining(why) } },
      { read: { draft: { key: 'i fine' } } },
    ])
  })
})

describe('lines that cannot be told apart are refused as a whole', () => {
  it.each([
    ['nothing', ''],
    ['no newline at the end, as when it is cut off', '{"create":{"_index":"i"}}\n{"a":1}'],
    ['no action', '{"a":1}\n{"a":1}\n'],
    ['an action that is unknown', '{"upsert":{}}\n{"a":1}\n'],
    ['an action that is text', 'create\n{"a":1}\n'],
    ['an action that is no object', '{"create":5}\n{"a":1}\n'],
    ['a list', '["create"]\n{"a":1}\n'],
    ['an action without its document', '{"create":{"_index":"i"}}\n'],
  ])('%s', (_, text) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ code: 'bad-request', reason: 'not-bulk' }))
  })
})

it('takes so many actions and no more', () => {
  const item = '{"index":{"_index":"i"}}\n{}\n'
  expect(read(item.repeat(collectedEventsMax))).toHaveLength(collectedEventsMax)
  expect(() => read(item.repeat(collectedEventsMax + 1))).toThrow(
    expect.objectContaining({ code: 'too-large' }),
  )
})

it('takes so many lines and no more, empty ones too', () => {
  const began = performance.now()
  expect(read('\n'.repeat(3 * collectedEventsMax))).toEqual([])
  expect(() => read('\n'.repeat(20_000_000))).toThrow(expect.objectContaining({ code: 'too-large' }))
  expect(performance.now() - began).toBeLessThan(10_000)
})

test('any lines are items or a Problem', () => {
  const line = fc.oneof(
    fc.constantFrom(
      '{"create":{"_index":"i"}}',
      '{"index":{}}',
      '{"delete":{"_id":1}}',
      '{"a":1}',
      '',
      '[',
      '{"create":null}',
    ),
    fc.string(),
    fc.json(),
  )
  const item = fc
    .tuple(fc.constantFrom('{"create":{"_index":"i"}}', '{"index":{}}'), fc.json())
    .map((two) => two.join('\n'))
  let items = 0
  fc.assert(
    fc.property(fc.array(fc.oneof({ arbitrary: item, weight: 4 }, line)), (each) => {
      try {
        items += read(`${each.join('\n')}\n`).length
      } catch (error) {
        if (!(error instanceof Problem)) throw error
      }
    }),
    { numRuns: 3_000 },
  )
  expect(items).toBeGreaterThan(300)
})
