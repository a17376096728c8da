import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fold } from './fold.ts'
import { bodyText, wordsOf } from './words.ts'

const odd = fc.constantFrom(
  '\u212a',
  '\u0130',
  'Σ',
  'ς',
  'σ',
  'ß',
  'ẞ',
  'Å',
  '\u212b',
  'K',
  'k',
  'İ',
  'ı',
  "'",
  '\u0307',
  ' ',
)
const text = fc.oneof(
  fc.string({
    unit: fc.oneof(odd, fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 })),
    maxLength: 20,
  }),
  fc.string({ unit: 'binary', maxLength: 20 }).filter((each) => each.isWellFormed()),
)
/** As `lower(… collate "C")` does it. */
const foldAscii = (given: string) => given.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
const asciiOf = (given: string) => given.replace(/[^\0-\x7f]/g, '')

describe('folding', () => {
  test('is the same for each letter whatever stands beside it, and done once', () => {
    fc.assert(
      fc.property(text, text, (one, other) => {
        expect(fold(one + other)).toBe(fold(one) + fold(other))
        expect(fold(fold(one))).toBe(fold(one))
      }),
      { numRuns: 2_000 },
    )
  })

  test('makes no ASCII of anything else, so that the database agrees about ASCII', () => {
    fc.assert(
      fc.property(text, (given) => {
        expect(asciiOf(fold(given))).toBe(asciiOf(foldAscii(given)))
      }),
      { numRuns: 2_000 },
    )
    for (let code = 0x80; code < 0x110000; code++) {
      if (code >= 0xd800 && code <= 0xdfff) continue
      const folded = fold(String.fromCodePoint(code))
      if (/[\0-\x7f]/.test(folded)) expect([code.toString(16), folded]).toEqual([code.toString(16), ''])
    }
  })

  test('is one thing in words, bodies and values', () => {
    for (const written of ['\u212aelvin', 'İstanbul', 'ΟΔΟΣ', 'ΑΣ.Β', 'Straße']) {
      expect(wordsOf(bodyText(JSON.stringify(written)))).toEqual(wordsOf(written))
      expect(bodyText(written)).toBe(fold(written))
    }
    expect([fold('KELVIN'), fold('\u212aelvin'), fold('ΟΔΟΣ'), fold('οδος')]).toEqual([
      'kelvin',
      '\u212aelvin',
      'οδοσ',
      'οδοσ',
    ])
  })
})
