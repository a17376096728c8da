import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readFilter } from '../../server/src/engine/identity/passwords/breached/filter.ts'
import { buildFilter } from './build-filter.ts'
import { chooseWords, readWords } from './choose-words.ts'

const words = fc.string({ unit: 'binary' })

test('every member is found, whatever the set, and the same set gives the same bytes', () => {
  fc.assert(
    fc.property(fc.uniqueArray(words, { maxLength: 300 }), (list) => {
      const bytes = buildFilter(new Set(list))
      const has = readFilter(bytes)
      expect(list.filter((word) => !has(word))).toEqual([])
      expect(buildFilter(new Set(list.toReversed())).equals(bytes)).toBe(true)
    }),
  )
})

test('of 20,000 other words about one in 65,536 is found wrongly', () => {
  const members = new Set(Array.from({ length: 20_000 }, (_, at) => `member ${at}`))
  const bytes = buildFilter(members)
  const has = readFilter(bytes)
  expect([...members].every(has)).toBe(true)
  expect(bytes.length).toBeLessThan(20_000 * 2 * 1.3 + 2000)
  const wrong = Array.from({ length: 200_000 }, (_, at) => `other ${at}`).filter(has).length
  expect(wrong).toBeLessThan(12)
})

test('short words are taken where they are frequent and letters, others from 8 characters, and from 12 of the long list', () => {
  const kept = chooseWords({
    frequent: ['Sommer', 'sommer2024', 'abc123', 'kurz', 'A\u0308pfel', 'achtlang'],
    whole: ['drache', 'Drachen1'],
    long: ['elfzeichenx', 'zwoelfzeichn'],
  })
  expect([...kept].toSorted()).toEqual(
    ['achtlang', 'drachen1', 'sommer', 'sommer2024', 'zwoelfzeichn', 'äpfel'].toSorted(),
  )
})

test('lists are read in UTF-8, Latin-1 and JSON', () => {
  expect(readWords(Buffer.from('#!comment: x\nstraße\r\n\nb\n'), 'a.txt')).toEqual(['straße', 'b'])
  expect(readWords(Buffer.from('stra\xdfe\n', 'latin1'), 'a.lst')).toEqual(['straße'])
  expect(readWords(Buffer.from('["a","b"]'), 'a.json')).toEqual(['a', 'b'])
})
