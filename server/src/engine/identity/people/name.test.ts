import fc from 'fast-check'
import { expect, it } from 'vitest'
import { normaliseName } from './name.ts'

it.each([
  ['Zoe\u0308 Müller', 'Zoë Müller'],
  ['  a \u00a0\u3000 b ', 'a b'],
  ['علی‌رضا', 'علی‌رضا'],
  ["D'Arcy O’Neil-Ünal, Dr. (h. c.)", "D'Arcy O’Neil-Ünal, Dr. (h. c.)"],
  ['4711', '4711'],
])('keeps %j', (typed, kept) => expect(normaliseName(typed)).toBe(kept))

it.each([
  '',
  '   ',
  '\u200c',
  '—',
  'a\u202Eb',
  'a\u2066b',
  'a\nb',
  'a\u0000b',
  'a\ufeffb',
  'a\u2028b',
  '\ud800a',
  'x'.repeat(121),
])('refuses %j', (typed) => expect(() => normaliseName(typed)).toThrow(/name/))

it('answers a name that stays the same and shows no surprise, or refuses', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (typed) => {
      let name: string
      try {
        name = normaliseName(typed)
      } catch (error) {
        expect(error).toMatchObject({ reason: 'name-malformed' })
        return
      }
      expect(normaliseName(name)).toBe(name)
      expect(name).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u)
      expect(name.length).toBeLessThanOrEqual(120)
    }),
    { numRuns: 2000 },
  )
})
