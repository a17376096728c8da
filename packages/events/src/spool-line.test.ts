import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeLines, encodeLine } from './spool-line.ts'

const texts = fc.array(fc.json(), { minLength: 1, maxLength: 8 })
const fileOf = (all: readonly string[]) => Buffer.concat(all.map(encodeLine))

test('whatever is written is read, in its order', () => {
  fc.assert(
    fc.property(texts, (all) => {
      const file = fileOf(all)
      expect(decodeLines(file)).toEqual({ texts: all, damaged: [], bytes: file.length })
    }),
  )
})

test('torn off at any byte, the whole lines before it are read and nothing else', () => {
  fc.assert(
    fc.property(texts, (all) => {
      const file = fileOf(all)
      const ends = all.map((_, count) => fileOf(all.slice(0, count + 1)).length)
      for (let length = 0; length <= file.length; length++) {
        const whole = ends.filter((end) => end <= length).length
        const read = decodeLines(file.subarray(0, length))
        expect(read).toEqual({ texts: all.slice(0, whole), damaged: [], bytes: ends[whole - 1] ?? 0 })
      }
    }),
    { numRuns: 30 },
  )
})

test('one altered byte costs its line alone, or the two that it joins', () => {
  fc.assert(
    fc.property(texts, fc.nat(), fc.integer({ min: 1, max: 255 }), (all, place, bits) => {
      const file = fileOf(all)
      const at = place % file.length
      file[at] = (file[at] as number) ^ bits
      const { texts: read, damaged } = decodeLines(file)
      expect(all.length - read.length).toBeLessThanOrEqual(2)
      expect(read.length).toBeLessThan(all.length)
      expect(all).toEqual(expect.arrayContaining([...read]))
      // A last line that lost its newline is torn, not damaged.
      expect(damaged.length > 0 || at === file.length - 1).toBe(true)
    }),
  )
})

test('a new file after a torn one begins anew: a torn end never swallows the next line', () => {
  fc.assert(
    fc.property(texts, fc.nat(), (all, cut) => {
      const file = fileOf(all)
      const torn = file.subarray(0, cut % file.length)
      const zeros = Buffer.concat([torn, Buffer.alloc(64)])
      expect(decodeLines(zeros).texts).toEqual(decodeLines(torn).texts)
    }),
  )
})

test('reads as many lines as are wanted', () => {
  const file = fileOf(['1', '2', '3'])
  expect(decodeLines(file, 2)).toEqual({ texts: ['1', '2'], damaged: [], bytes: 22 })
})
