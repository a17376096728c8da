import fc from 'fast-check'
import { expect, test } from 'vitest'
import { blockReader } from './search-stream.ts'

const written =
  'retry: 2000\nid: 7.0\n\nid: 8.1\ndata: {"a":1}\n\n: still here\nid: 9.999999\n\nevent: end\nid: 9.999999\ndata: x\ndata: y\n\n'
const blocks = [
  { id: '7.0', event: 'message', data: null },
  { id: '8.1', event: 'message', data: '{"a":1}' },
  { id: '9.999999', event: 'message', data: null },
  { id: '9.999999', event: 'end', data: 'x\ny' },
]

test('a stream is read in whatever pieces and with whatever ends of lines it comes', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('\n', '\r', '\r\n'),
      fc.array(fc.nat(written.length * 2), { maxLength: 8 }),
      (end, cuts) => {
        const text = written.replaceAll('\n', end)
        const read = blockReader()
        const places = [
          0,
          ...cuts.map((cut) => Math.min(cut, text.length)).toSorted((a, b) => a - b),
          text.length,
        ]
        const found = places.flatMap((place, index) => read(text.slice(place, places[index + 1])))
        // The last end of a line may still be half of one.
        expect([...found, ...read('\n')].slice(0, blocks.length)).toEqual(blocks)
      },
    ),
  )
})

test('what never ends is not kept', () => {
  const read = blockReader()
  expect(read('data: half')).toEqual([])
  expect(() => read('x'.repeat(16 * 1024 * 1024))).toThrow('no end')
})
