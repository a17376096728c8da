import fc from 'fast-check'
import { expect, it } from 'vitest'
import { numbersLiteral, textsLiteral } from './array-literal.ts'

it('writes arrays as the manual does (PostgreSQL, 8.15.2)', () => {
  expect(numbersLiteral([1, -2, 1.5])).toBe('{1,-2,1.5}')
  expect(textsLiteral([])).toBe('{}')
  expect(textsLiteral(['a', null, '', 'NULL', '{a,b}'])).toBe('{"a",NULL,"","NULL","{a,b}"}')
  expect(textsLiteral(['say "x"', String.raw`back\slash`])).toBe(String.raw`{"say \"x\"","back\\slash"}`)
})

it('parts elements again where it joined them', () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { minLength: 1 }), (texts) => {
      const inner = textsLiteral(texts).slice(1, -1)
      const parted = [...inner.matchAll(/"((?:[^"\\]|\\.)*)"(?:,|$)/gs)].map(([, each = '']) => each)
      expect(parted.map((each) => each.replaceAll(/\\(.)/gs, '$1'))).toEqual(texts)
    }),
  )
})
