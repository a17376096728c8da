import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { utf8 } from './bytes.ts'
import { canonicalJson, parseCanonical } from './canonical-json.ts'

test('the example of RFC 8785 section 3.2.2', () => {
  const input = String.raw`{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/","literals":[null,true,false]}`
  expect(canonicalJson(JSON.parse(input))).toBe(
    String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
  )
})

test('names sort by UTF-16 code units (RFC 8785 section 3.2.3)', () => {
  const names = ['\u20ac', '\r', '\ufb33', '1', '\u{1f600}', '\u0080', '\u00f6']
  const sorted = Object.keys(
    JSON.parse(canonicalJson(Object.fromEntries(names.map((name) => [`k${name}`, 0])))) as object,
  )
  expect(sorted).toEqual(
    ['\r', '1', '\u0080', '\u00f6', '\u20ac', '\u{1f600}', '\ufb33'].map((name) => `k${name}`),
  )
})

test('every JSON value comes back, whatever the order of its names', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
      fc.pre(JSON.stringify(value).isWellFormed() && !JSON.stringify(value).includes('\\ud'))
      const text = canonicalJson(value)
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)))
      expect(canonicalJson(parseCanonical(utf8(text)))).toBe(text)
    }),
  )
})

describe('what JSON cannot say exactly is refused', () => {
  const cyclic: unknown[] = []
  cyclic.push(cyclic)
  const values: unknown[] = [
    undefined,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    '\ud800',
    { '\udc00': 1 },
    { a: undefined },
    [undefined],
    Array.from({ length: 2 }).fill(undefined),
    1n,
    Symbol('x'),
    () => 1,
    new Date(0),
    new Map(),
    cyclic,
  ]
  test.each(values.map((value) => [value]))('%s', (value) => {
    expect(() => canonicalJson(value)).toThrow(expect.objectContaining({ code: 'not-canonical' }))
  })
})

describe('parseCanonical refuses every second spelling', () => {
  const texts = [
    '{"b":1,"a":2}',
    '{ "a":1}',
    '{"a":1}\n',
    '{"a":1,"a":1}',
    '1.0',
    '1e2',
    '-0',
    '"\\u0041"',
    '"\\/"',
    '9007199254740993',
    '[1, 2]',
    '"\\ud800"',
  ]
  test.each(texts)('%s', (text) => {
    expect(() => parseCanonical(text)).toThrow(expect.objectContaining({ code: 'not-canonical' }))
  })
  test('and what is no JSON or no UTF-8', () => {
    expect(() => parseCanonical('{')).toThrow(expect.objectContaining({ code: 'not-json' }))
    expect(() => parseCanonical('\ufeff1')).toThrow(expect.objectContaining({ code: 'not-json' }))
    expect(() => parseCanonical(new Uint8Array([0x22, 0xff, 0x22]))).toThrow(
      expect.objectContaining({ code: 'utf8-encoding' }),
    )
  })
})
