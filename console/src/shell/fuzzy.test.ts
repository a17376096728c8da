import fc from 'fast-check'
import { expect, it } from 'vitest'
import { bestFits, fit } from './fuzzy.ts'

it.each([
  ['', 'anything', 1],
  ['daten', 'Datensicherung', 1],
  ['sicher', 'Datensicherung', 0.7],
  ['gespeichert', 'Verschlüsselung gespeicherter Daten', 0.9],
  ['uber', 'Übertragung', 1],
  ['daten verschlüsselung', 'Verschlüsselung gespeicherter Daten', 0.9],
  ['daten wolke', 'Datensicherung', 0],
  ['zzz', 'Datensicherung', 0],
])('"%s" fits "%s" with %d', (sought, text, expected) => {
  expect(fit(sought, text)).toBe(expected)
})

it('forgives missing letters, but not letters strewn by chance', () => {
  expect(fit('datnsich', 'Datensicherung')).toBeGreaterThan(0)
  expect(fit('dch', 'Die Aussage der Kanzlei ist noch nicht geprüft')).toBe(0)
})

it('puts the best first, keeps the order of equals, and stops at the limit', () => {
  const texts = ['Physische Sicherheit', 'Datensicherung', 'Sicherheit', 'Sicherung']
  expect(bestFits('sicher', texts, (text) => text, 3)).toEqual([
    'Sicherheit',
    'Sicherung',
    'Physische Sicherheit',
  ])
})

it('finds every text by any of its words, whatever their case', () => {
  const word = fc.stringMatching(/^[a-zäöü]{1,12}$/)
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 6 }), fc.nat(), (words, at) => {
      const sought = words[at % words.length] ?? ''
      expect(fit(sought.toUpperCase(), words.join(' '))).toBeGreaterThan(0)
    }),
  )
})
