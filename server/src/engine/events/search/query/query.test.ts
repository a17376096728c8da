import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { queryCharactersMax } from './ast.ts'
import { parse } from './parse.ts'
import { print } from './print.ts'
import { context, query } from './testing/arbitrary.ts'

describe('any text', () => {
  const pieces = fc.constantFrom(
    ...'()"-:,*>+'.split(''),
    ...'NOT | AND | OR | ODER |actor:|body.|time:|ip:|24h|..|2026-11-23|a|10.0.0.0/8|zeit:heute|actr:x'.split(
      '|',
    ),
    ' ',
    '\\',
    '\0',
    '\ud800',
  )
  const garbage = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.array(pieces, { maxLength: 60 }).map((found) => found.join('')),
  )

  test('is read, or its problems lie within it', () => {
    fc.assert(
      fc.property(garbage, (written) => {
        const { query: read, problems } = parse(written, context)
        for (const { position, length, message } of problems) {
          expect(position).toBeGreaterThanOrEqual(0)
          expect(position + length).toBeLessThanOrEqual(Math.max(1, written.length))
          expect(message.de).not.toBe(message.en)
        }
        if (problems.length > 0) expect(read).toEqual({ kind: 'or', parts: [] })
      }),
      { numRuns: 3_000 },
    )
  })

  test('that is read is printed so that it reads the same', () => {
    fc.assert(
      fc.property(garbage, (written) => {
        const { query: read, from, to, problems } = parse(written, context)
        fc.pre(problems.length === 0)
        expect(parse(print(read, { from, to }), context)).toEqual({ query: read, from, to, problems })
      }),
      { numRuns: 3_000 },
    )
  })

  test.each([
    ['open parentheses', '('],
    ['negations', '-'],
    ['quotes', '"'],
    ['quotes after body.', 'body."'],
    ['backslashes', '"\\'],
    ['fields', 'a:'],
    ['unknown fields', 'actr:x '],
    ['words', 'a '],
    ['OR', 'a OR '],
    ['AND', 'AND '],
    ['times', 'time:heute '],
    ['nested', '(a OR -('],
    ['closing parentheses', 'a)'],
    ['commas', 'ip:1.2.3.4,'],
    ['stars', '*'],
  ])('2,000 characters of %s take less than 20 ms', (_name, piece) => {
    const written = piece.repeat(queryCharactersMax).slice(0, queryCharactersMax)
    parse(written, context)
    // The best of several: the machine may be busy.
    const times = Array.from({ length: 5 }, () => {
      const start = performance.now()
      parse(written, context)
      return performance.now() - start
    })
    expect(Math.min(...times)).toBeLessThan(20)
  })
})

test('a query is printed so that it reads the same', () => {
  fc.assert(
    fc.property(query, (given) => {
      const written = print(given)
      fc.pre(written.length <= queryCharactersMax)
      expect(parse(written, context)).toEqual({ query: given, from: null, to: null, problems: [] })
    }),
    { numRuns: 3_000 },
  )
})
