import { expect, it } from 'vitest'
import { readEvents } from './read-events.ts'

const bytes = (...parts: (string | number[])[]) =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))))
const told = (body: Uint8Array, mediaType = 'application/x-ndjson') =>
  readEvents(body, mediaType, null).map((line) => ('draft' in line ? line.draft.body : line.reason))

it('refuses a line in another encoding alone, instead of storing it otherwise than it was sent', () => {
  const latin1 = [0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xfc, 0x22, 0x7d]
  expect(told(bytes('{"a":"ü"}\n', latin1, '\n\n{"a":2}'))).toEqual([{ a: 'ü' }, 'not-utf-8', { a: 2 }])
  expect(() => told(bytes(latin1), 'application/json')).toThrow(/not JSON in UTF-8/)
})

it('refuses what is no object, line by line', () => {
  expect(told(bytes('{"a":1}\r\n  \n[1]\nnull\n{'))).toEqual([
    { a: 1 },
    'not-an-object',
    'not-an-object',
    'not-an-object',
  ])
})

it('stops reading where a request has more lines than one takes, whatever stands in them', () => {
  const bytesMax = 8 * 1024 * 1024
  for (const line of ['x\n', '{}\n', '\n']) {
    const began = performance.now()
    expect(() => told(Buffer.alloc(bytesMax, line))).toThrow(/takes 10000 events/)
    expect(performance.now() - began).toBeLessThan(2_000)
  }
  expect(told(Buffer.from('{}\n\n'.repeat(10_000)))).toHaveLength(10_000)
})

it('takes an array of 2 MiB, and asks for lines where there is more, before it parses anything', () => {
  const bytesMax = 2 * 1024 * 1024
  const array = (bytes: number) => Buffer.from(`[{"a":"${'x'.repeat(bytes - 10)}"}]`)
  expect(array(bytesMax)).toHaveLength(bytesMax)
  expect(told(array(bytesMax), 'application/json')).toHaveLength(1)
  expect(() => told(array(bytesMax + 1), 'application/json')).toThrow(/application\/x-ndjson takes 8 MiB/)
  expect(told(Buffer.concat([array(bytesMax).subarray(1, -1), Buffer.from('\n{"b":1}')]))).toHaveLength(2)
  const tiny = Buffer.from(`[${'{},'.repeat(2_700_000)}{}]`)
  const began = performance.now()
  expect(() => told(tiny, 'application/json')).toThrow(/one object a line/)
  expect(performance.now() - began).toBeLessThan(50)
})

it('never takes the key of a request for the id of an event', () => {
  const keys = (body: object, key: string | null) =>
    readEvents(Buffer.from(JSON.stringify(body)), 'application/json', key).map((line) =>
      'draft' in line ? line.draft.key : line.reason,
    )
  const [given] = keys({ n: 1 }, 'a')
  expect(keys([{ n: 1 }, { n: 2 }, { id: 'own' }], 'a')).toEqual([given, expect.any(String), 'own'])
  for (const id of ['a 0', given]) expect(keys({ id }, null)).not.toContain(given)
  expect(keys({ id: given }, null)).toEqual([null])
})
