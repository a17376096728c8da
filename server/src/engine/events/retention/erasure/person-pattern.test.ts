import fc from 'fast-check'
import { expect, test } from 'vitest'
import { personPattern } from './person-pattern.ts'

const stands = (name: string, body: unknown) => personPattern(name).standsIn(JSON.stringify(body))

test('a name is found as a whole word, in either case, in texts, numbers and names of fields', () => {
  expect(stands('anna', { note: 'Login of ANNA, twice' })).toBe(true)
  expect(stands('anna', { a: [{ b: ['anna'] }] })).toBe(true)
  expect(stands('anna', { anna: 1 })).toBe(true)
  expect(stands('4930123456', { to: 4930123456 })).toBe(true)
  expect(stands('anna', { note: 'joanna, annabel, anna_b, öanna, anna2' })).toBe(false)
  expect(stands('a.b@c.example', { note: 'aXb@c.example' })).toBe(false)
  expect(stands('a.b@c.example', { note: '<A.B@C.example>' })).toBe(true)
  expect(stands('anna', { note: 'line\nanna\tdone' })).toBe(true)
})

test('umlauts, accents in either form, and characters that are operators or escaped in JSON', () => {
  expect(stands('Jörg Öz', { note: 'JÖRG ÖZ' })).toBe(true)
  expect(stands('Jo\u0308rg', { note: 'Jörg' })).toBe(true)
  expect(stands('Jörg', { note: 'Jo\u0308rg' })).toBe(true)
  expect(stands('Straße', { note: 'STRASSE' })).toBe(false)
  expect(stands('corp\\anna', { user: 'CORP\\Anna' })).toBe(true)
  expect(stands('Anna "Ann" B', { user: 'anna "ann" b' })).toBe(true)
  expect(stands('a+b(c)*', { note: 'x a+B(c)* y' })).toBe(true)
})

test('a whole value is the name and nothing around it', () => {
  const { is } = personPattern('Anna')
  expect([is('ANNA'), is('anna '), is('xanna'), is('')]).toEqual([true, false, false, false])
})

test('whatever is in a name, it is found in itself and stays one pattern', () => {
  const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
  fc.assert(
    fc.property(name, (value) => {
      expect(personPattern(value).is(value)).toBe(true)
      expect(stands(value, { note: value })).toBe(true)
      expect(personPattern(value).exact).not.toContain(value.length > 3 ? value : '\0')
    }),
  )
})
