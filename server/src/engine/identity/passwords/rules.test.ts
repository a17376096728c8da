import fc from 'fast-check'
import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { generatedRefusals } from './generated-refusals.ts'
import { passwordProblems } from './rules.ts'

const context = ['Anna-Lena Müller', 'anna.mueller@kunde.example', 'Häberle & Söhne GmbH', 'nachweis']
const codes = (password: string, minimum = 8) =>
  passwordProblems(password, { minimum, context }).map(({ code }) => code)

test.each([
  ['seven characters', 'qK7-vwx', ['too-short']],
  ['seven characters of more bytes', 'ö🎉字ßż字ø', ['too-short']],
  ['the empty one', '', ['too-short']],
  ['too many characters', 'qK7-'.repeat(64) + 'x', ['too-long']],
  ['half a surrogate pair', 'qK7-vwx8\udc00', ['not-text']],
  ['a stolen one', 'trustno1', ['breached']],
  ['a stolen one in capitals', 'TrustNo1', ['breached']],
  ['a stolen one with a year and a sign', 'Willkommen2026!', ['breached']],
  ['a season with a year', 'Sommer2026!', ['breached']],
  ['a stolen one twice', 'willkommenwillkommen', ['breached']],
  ['a sign again and again', '*'.repeat(64), ['predictable']],
  ['three signs again and again, cut short', '?=)?=)?=)?=)?', ['predictable']],
  ['the alphabet', 'ghijklmnopqrstuvwxyz', ['predictable']],
  ['the alphabet backwards', 'zyxwvutsrqponmlk', ['predictable']],
  ['the name', 'AnnaLenaMüller', ['context']],
  ['the name spelled out, with a year', 'anna_mueller-1987', ['context']],
  ['the e-mail address', 'anna.mueller@kunde.example', ['context']],
  ['the company without accents', 'haberle+soehne99', ['context']],
  ['the product', 'Nachweis-xK7q', ['context']],
  ['several at once', 'haberle', ['too-short', 'context']],
])('%s is refused', (_, password, expected) => {
  expect(codes(password)).toEqual(expected)
})

test.each([
  ['eight characters', 'vK7-qwzj', 8],
  ['fifteen small letters', 'gurkenlampepfad', 15],
  ['spaces', 'drei kleine Boote im Regen', 15],
  ['any script', '雨の中の三艘の小さな船が進んでいく', 15],
  ['emoji', '🎉🐙🚲🌧🧭🪜🥨🧦', 8],
  ['digits alone', '73950284617', 8],
  ['256 characters', 'vK7-qwzjLx2 '.repeat(22).slice(0, 256), 15],
  ['a name in a long sentence', 'anna isst gern kalte suppe im garten', 15],
])('%s are accepted', (_, password, minimum) => {
  expect(codes(password, minimum)).toEqual([])
})

test('the minimum is what is asked for, counted in code points of the normal form, never below 8', () => {
  const words = 'vK7-qwzjLx2_tüb'
  for (const minimum of [8, 12, 15]) {
    expect(codes(words.slice(0, minimum), minimum)).toEqual([])
    expect(codes(words.slice(0, minimum - 1), minimum)).toEqual(['too-short'])
  }
  expect(codes('vK7-qwu\u0308', 8)).toEqual(['too-short'])
  expect(codes('vK7-qwz', 4)).toEqual(['too-short'])
})

test('long random passwords of any composition are accepted: there are no rules of composition', () => {
  const kinds = ['abcdefghijklmnopqrstuvwxyz', '0123456789', '.,:;-_#+*~', 'äöüßéèêçñøå', 'абвгдежзиклмн']
  for (let seed = 0; seed < 500; seed++) {
    const letters = Array.from(kinds[seed % kinds.length] as string)
    const bytes = createHash('sha256').update(`random ${seed}`).digest().subarray(0, 24)
    const password = Array.from(bytes, (byte) => letters[byte % letters.length]).join('')
    expect(passwordProblems(password, { minimum: 15, context: [] })).toEqual([])
  }
})

test('every problem says in both languages what to do', () => {
  const all = ['qK7', 'x'.repeat(257), 'abcdefgh\ud800', 'trustno1', '*'.repeat(20), 'mueller-kunde']
  const problems = all.flatMap((password) => passwordProblems(password, { minimum: 8, context }))
  expect(new Set(problems.map(({ code }) => code)).size).toBe(6)
  for (const { sentence } of problems) {
    expect(sentence.de).toMatch(/\.$/)
    expect(sentence.en).toMatch(/\.$/)
    expect(sentence.de).not.toBe(sentence.en)
  }
})

test('any text is judged without exception', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 600 }),
      fc.array(fc.string({ unit: 'binary' })),
      (password, words) => {
        const problems = passwordProblems(password, { minimum: 8, context: words })
        const short = Array.from(password.normalize('NFC')).length < 8
        expect(problems.length > 0 || !short).toBe(true)
      },
    ),
  )
})

test.each([8, 12, 15, 64])(
  'what a check tries with a minimum of %i is refused for its reason, and the last accepted',
  (minimum) => {
    const trials = generatedRefusals(minimum, ['Probe Konto', 'probe-1@kunde.example'])
    for (const { password, refusedFor } of trials) {
      const found = passwordProblems(password, { minimum, context: ['Probe Konto', 'probe-1@kunde.example'] })
      if (refusedFor === null) expect(found).toEqual([])
      else expect(found.map(({ code }) => code)).toContain(refusedFor)
    }
    const reasons = new Set(trials.map(({ refusedFor }) => refusedFor))
    expect(reasons).toEqual(new Set(['too-short', 'too-long', 'breached', 'predictable', 'context', null]))
  },
)
