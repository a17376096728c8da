import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { frameBytesMax, Framer, sentBytesMax } from './frames.ts'

/** Everything that comes of these chunks and the end. */
function framed(chunks: readonly Buffer[]) {
  const framer = new Framer()
  const texts: string[] = []
  let problem: string | null = null
  for (const step of [...chunks.map((chunk) => framer.push(chunk)), framer.end()]) {
    texts.push(
      ...step.frames.map(({ bytes, truncated }) => bytes.toString('latin1') + (truncated ? '…' : '')),
    )
    problem = step.problem
  }
  return { texts, problem }
}

const one = (text: string) => framed([Buffer.from(text, 'latin1')])
const counted = (text: string) => `${text.length} ${text}`

function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const at = [0, ...places.map((place) => place % (bytes.length + 1)), bytes.length].toSorted((a, b) => a - b)
  return at.slice(1).map((to, index) => bytes.subarray(at[index], to))
}

describe('framing', () => {
  test.each([
    ['octet counting', counted('<13>a') + counted('<13>b\nc'), ['<13>a', '<13>b\nc']],
    ['lines', '<13>a\n<13>b\n', ['<13>a', '<13>b']],
    ['both in turn', counted('<13>a') + '<13>b\n' + counted('<13>c'), ['<13>a', '<13>b', '<13>c']],
    [
      'counted with line ends between',
      counted('<13>a') + '\n' + counted('<13>b') + '\r\n',
      ['<13>a', '<13>b'],
    ],
    ['a last line without its end', '<13>a\n<13>b', ['<13>a', '<13>b']],
    ['empty lines', '\n\n\r\n\0<13>a\n\n', ['<13>a']],
    [
      'plain lines that begin with digits',
      '2026 is a year\n12 apostles\n7\n',
      ['2026 is a year', '12 apostles', '7'],
    ],
    ['a number too long for a count', '12345678901 <13>a\n', ['12345678901 <13>a']],
    ['a number with a zero in front', '05 <13>a\n', ['05 <13>a']],
  ])('%s', (_, text, texts) => {
    expect(one(text)).toEqual({ texts, problem: null })
  })

  test.each([
    ['count too small', '4 <13>abc' + counted('<13>b'), ['<13>'], 'octet-count'],
    [
      'count too large',
      `13 <13>abc${counted('<13>b')}x${counted('<13>c')}`,
      ['<13>abc5 <13>'],
      'octet-count',
    ],
    ['count beyond all bounds', `${sentBytesMax + 1} <13>a`, [], 'octet-count'],
    ['digits without a count after a counted frame', counted('<13>a') + '12a\n', ['<13>a'], 'octet-count'],
    ['half a counted frame', counted('<13>a') + '20 <13>b', ['<13>a'], 'half-frame'],
    ['half a count', counted('<13>a') + '2', ['<13>a'], 'half-frame'],
  ])('%s ends the connection', (_, text, texts, problem) => {
    expect(one(text)).toEqual({ texts, problem })
  })

  test('what is too long is cut, and reading goes on behind it', () => {
    const long = `<13>${'x'.repeat(frameBytesMax)}`
    const short = `${long.slice(0, frameBytesMax)}…`
    expect(one(counted(long) + counted('<13>b')).texts).toEqual([short, '<13>b'])
    expect(one(`${long}\n<13>b\n`).texts).toEqual([short, '<13>b'])
  })

  test('a line without end is cut off', () => {
    const { texts, problem } = one(`<13>a\n<13>${'x'.repeat(sentBytesMax)}\n<13>b\n`)
    expect(texts.map((text) => text.length)).toEqual([5, frameBytesMax + 1])
    expect(problem).toBe('frame-too-long')
  })

  test('nothing is read after a problem', () => {
    const framer = new Framer()
    expect(framer.push(Buffer.from('4 <13>a')).problem).toBe('octet-count')
    expect(framer.push(Buffer.from('<13>b\n'))).toEqual({ frames: [], problem: 'octet-count' })
    expect(framer.isInside()).toBe(false)
  })

  test('knows whether a frame is under way', () => {
    const framer = new Framer()
    const inside = (text: string) => {
      framer.push(Buffer.from(text))
      return framer.isInside()
    }
    expect(['', '1', '0 ', '<13>', 'abcdef', '\n', '<1', '3>a\n'].map(inside)).toEqual([
      false,
      true,
      true,
      true,
      false,
      false,
      true,
      false,
    ])
  })
})

const message = fc.string({
  maxLength: 30,
  unit: fc.constantFrom('<', '1', '3', '>', ' ', 'a', '\r', 'é', '\0'),
})

test('messages of any content come back from octet counting, however they are cut', () => {
  const messages = fc.array(
    message.map((text) => Buffer.from(`<${text}`, 'latin1')),
    { maxLength: 8 },
  )
  fc.assert(
    fc.property(messages, fc.array(fc.nat(), { maxLength: 20 }), (sent, places) => {
      const bytes = Buffer.concat(sent.flatMap((each) => [Buffer.from(`${each.length} `), each]))
      expect(framed(cut(bytes, places))).toEqual({
        texts: sent.map((each) => each.toString('latin1')),
        problem: null,
      })
    }),
  )
})

test('hostile bytes give the same frames however they are cut, never longer than allowed', () => {
  const hostile = fc
    .array(
      fc.oneof(
        fc.constantFrom('<', '13>', '5 ', '99999999999 ', '1048576 ', '\n', '\0', ' ', '0', '4 <13>', 'ab'),
        fc.string({ unit: 'binary', maxLength: 5 }),
        fc.constant('x'.repeat(frameBytesMax)),
      ),
      { maxLength: 30 },
    )
    .map((parts) => Buffer.from(parts.join('')))
  fc.assert(
    fc.property(hostile, fc.array(fc.nat(), { maxLength: 30 }), (bytes, places) => {
      const whole = framed([bytes])
      expect(framed(cut(bytes, places))).toEqual(whole)
      for (const text of whole.texts) expect(text.length).toBeLessThanOrEqual(frameBytesMax + 1)
    }),
  )
})
