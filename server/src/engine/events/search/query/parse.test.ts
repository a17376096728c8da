import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Query } from './ast.ts'
import { parse } from './parse.ts'
import { print } from './print.ts'
import { problemsMax } from './scan.ts'
import { context } from './testing/arbitrary.ts'

const read = (written: string) => {
  const { query, problems } = parse(written, context)
  expect(problems).toEqual([])
  return query
}
const word = (...words: string[]): Query => ({ kind: 'words', words, isPrefix: false })
const field = (name: 'actor' | 'action' | 'target', ...texts: string[]): Query => ({
  kind: 'field',
  field: name,
  values: texts.map((text) => ({ text, isPrefix: false })),
})

describe('terms', () => {
  test.each<[string, Query]>([
    ['anna', word('anna')],
    ['Ärger', word('ärger')],
    ['a-b@example.org', word('a', 'b', 'example', 'org')],
    ['"Free  text"', word('free', 'text')],
    ['foo*', { kind: 'words', words: ['foo'], isPrefix: true }],
    ['"foo bar"*', { kind: 'words', words: ['foo', 'bar'], isPrefix: true }],
    ['"AND"', word('and')],
    ['10:30', word('10', '30')],
    ['actor:anna', field('actor', 'anna')],
    ['AKTEUR:Anna', field('actor', 'Anna')],
    ['ziel:"/api/x y"', field('target', '/api/x y')],
    ['target:"say \\"hi\\" to C:\\\\x"', field('target', 'say "hi" to C:\\x')],
    ['actor:a,"b c",d', field('actor', 'a', 'b c', 'd')],
    ['actor:"*"', field('actor', '*')],
    ['actor:>x', field('actor', '>x')],
    ['session:s*', { kind: 'field', field: 'session', values: [{ text: 's', isPrefix: true }] }],
    ['actor:*', { kind: 'exists', field: 'actor' }],
    ['adresse:*', { kind: 'exists', field: 'address' }],
    ['outcome:Success,failure', { kind: 'outcome', values: ['success', 'failure'] }],
    ['ergebnis:fehlschlag', { kind: 'outcome', values: ['failure'] }],
    ['flag:late', { kind: 'flag', values: ['late'] }],
    ['id:7339000000000000.12', { kind: 'id', ids: ['7339000000000000.12'] }],
    ['ip:10.1.2.3/8', { kind: 'address', ranges: [{ base: '10.0.0.0', bits: 8 }] }],
    ['ip:FE80::1', { kind: 'address', ranges: [{ base: 'fe80::1', bits: 128 }] }],
    [
      'body.http.status:500',
      { kind: 'path', path: 'http.status', values: [{ text: '500', isPrefix: false }] },
    ],
    [
      'body."user agent":curl*',
      { kind: 'path', path: 'user agent', values: [{ text: 'curl', isPrefix: true }] },
    ],
    ['body.count:>10', { kind: 'compare', path: 'count', op: '>', value: 10 }],
    ['body.count:<=-1.5e3', { kind: 'compare', path: 'count', op: '<=', value: -1500 }],
    ['body.x:">10"', { kind: 'path', path: 'x', values: [{ text: '>10', isPrefix: false }] }],
    ['body.x:*', { kind: 'present', path: 'x' }],
  ])('%s', (written, expected) => expect(read(written)).toEqual(expected))

  test('values are cut as those in the columns are', () => {
    expect(read(`actor:${'x'.repeat(300)}`)).toEqual(field('actor', 'x'.repeat(200)))
    expect(read('y'.repeat(65))).toEqual(word('y'.repeat(64)))
  })
})

describe('joining', () => {
  test.each([
    ['a b', 'a b'],
    ['a AND b UND c', 'a b c'],
    ['a b OR c d', 'a b OR c d'],
    ['a (b OR c) d', 'a (b OR c) d'],
    ['(a b) c', 'a b c'],
    ['a OR (b ODER c)', 'a OR b OR c'],
    ['NOT a', '-a'],
    ['NICHT (a b)', '-(a b)'],
    ['-(a OR b)', '-(a OR b)'],
    ['--a', '--a'],
    ['NOT -(a)', '--a'],
    ['-a OR b', '-a OR b'],
    ['a and b', 'a and b'],
    ['((a))', 'a'],
    ['(actor:x)(b)', 'actor:x b'],
    ['a(time:24h)b', 'a b'],
    ['', ''],
    [' \t\n', ''],
  ])('%j means %j', (written, canonical) => expect(print(read(written))).toBe(canonical))
})

describe('problems', () => {
  test.each([
    ['actr:x', 0, 4, /Did you mean “actor”/],
    ['a aktuer:x', 2, 6, /Did you mean “akteur”/],
    ['http://x', 0, 8, /no field “http”.*quotation marks/],
    ['actor:', 0, 6, /missing/],
    ['actor: x', 0, 6, /missing/],
    ['actor:""', 0, 8, /missing/],
    ['actor:a,', 0, 8, /missing/],
    ['actor:*,a', 0, 9, /missing/],
    ['actor:a*b', 6, 3, /asterisk/],
    ['fo*o', 0, 4, /asterisk/],
    ['*', 0, 1, /no word/],
    ['a - b', 2, 1, /no word/],
    ['"..."', 0, 5, /no word/],
    ['outcome:sucess', 8, 6, /Did you mean “success”/],
    ['outcome:ok', 8, 2, /Possible are success, failure, unknown/],
    ['flag:l*', 5, 2, /Possible are time-missing/],
    ['ip:300.1.1.1', 3, 9, /neither an IP address/],
    ['ip:10.0.0.0/33', 3, 11, /neither an IP address/],
    ['id:x', 3, 1, /not the id/],
    ['id:9999999999999999.1', 3, 18, /not the id/],
    ['id:*', 0, 4, /every event has/],
    ['body.n:>x', 7, 2, /single number/],
    ['body.n:>1,2', 7, 2, /single number/],
    ['time:soon', 0, 9, /not a time/],
    ['time:24h,7d', 0, 11, /not a time/],
    ['time:24h*', 0, 9, /not a time/],
    ['time:24h OR a', 0, 8, /whole search/],
    ['-time:24h', 1, 8, /whole search/],
    ['a NOT (b time:24h)', 9, 8, /whole search/],
    ['time:today time:yesterday', 11, 14, /ends before/],
    ['a OR', 2, 2, /missing at “OR”/],
    ['OR a', 0, 2, /missing at “OR”/],
    ['UND', 0, 3, /missing at “UND”/],
    ['a AND AND b', 2, 3, /missing at “AND”/],
    ['a (b OR )', 5, 2, /missing at “OR”/],
    ['NOT', 0, 3, /missing at “NOT”/],
    ['(-)', 1, 1, /missing at “-”/],
    ['()', 0, 2, /nothing between/],
    ['a (b', 2, 2, /closing parenthesis/],
    ['a) b', 1, 1, /never opened/],
    ['a "b', 2, 2, /closing quotation mark/],
    ['a\0', 1, 1, /cannot stand/],
    ['\ud800', 0, 1, /cannot stand/],
  ])('%j', (written, position, length, message) => {
    const { query, problems } = parse(written, context)
    expect(query).toEqual({ kind: 'or', parts: [] })
    expect(problems).toMatchObject([
      { position, length, message: { de: expect.stringMatching(/\.$/), en: expect.stringMatching(message) } },
    ])
  })

  test.each([
    ['actr:x', 'actor:x'],
    ['http://x', '"http://x"'],
    ['actor:', 'actor:*'],
    ['zeit:', 'zeit:24h'],
    ['actor:a,', 'actor:a'],
    ['actor:a*b', 'actor:"a*b"'],
    ['fo*o*', '"fo*o"*'],
    ['a @@', 'a '],
    ['outcome:sucess', 'outcome:success'],
    ['ip:10.1.*', 'ip:10.1.0.0/16'],
    ['ip:10.1.2', 'ip:10.1.2.0/24'],
    ['time:2days', 'time:2d'],
    ['time:3Monate', 'time:90d'],
    ['zeit:1.9.2026', 'zeit:2026-09-01'],
    ['time:yestarday', 'time:yesterday'],
    ['time:2026-11-02..2026-11-01', 'time:2026-11-01..2026-11-02'],
    ['id:*', ''],
    ['a OR', 'a '],
    ['a (b OR c ', 'a (b OR c )'],
    ['a) b', 'a b'],
    ['a "b', 'a "b"'],
    ['a\0b', 'ab'],
    ['ip:999.1', null],
    ['id:x', null],
    ['time:soon', null],
    ['a "b\\', null],
  ])('%j could be %j', (written, mended) => {
    const [problem] = parse(written, context).problems
    expect(problem).toBeDefined()
    if (!problem) return
    const { position, length, instead } = problem
    expect(
      instead === null ? null : written.slice(0, position) + instead + written.slice(position + length),
    ).toBe(mended)
    if (mended !== null) expect(parse(mended, context).problems).toEqual([])
  })

  test('are fewer with what each proposes', () => {
    const pieces =
      'actr:a|actor:|http://x|(|)|OR|AND|NOT|-|"|*|a*b|ip:10.0|time:2days|time:heute|time:1.1.2026|outcome:ok|a|, | '
    const written = fc
      .array(fc.constantFrom(...pieces.split('|')), { maxLength: 12 })
      .map((all) => all.join(' '))
    let proposed = 0
    fc.assert(
      fc.property(written, (text) => {
        const { problems } = parse(text, context)
        expect(problems.length).toBeLessThanOrEqual(problemsMax)
        for (const { position, length, instead } of problems) {
          expect(position + length).toBeLessThanOrEqual(text.length)
          if (instead === null) continue
          proposed++
          const mended = text.slice(0, position) + instead + text.slice(position + length)
          const left = parse(mended, context).problems.length
          if (problems.length < problemsMax) expect(left).toBeLessThan(problems.length)
          else expect(left).toBeLessThanOrEqual(problemsMax)
        }
      }),
    )
    expect(proposed).toBeGreaterThan(50)
  })

  test('of several terms are all told, in their order', () => {
    const { problems } = parse('a:x OR time:24h b:x', context)
    expect(problems.map(({ position }) => position)).toEqual([0, 7, 16])
  })

  test('beyond the bounds', () => {
    const told = (written: string) => parse(written, context).problems.map(({ message }) => message.en)
    expect(told('a'.repeat(2_000))).toEqual([])
    expect(told('a'.repeat(2_001))).toEqual([expect.stringMatching(/2000 characters/)])
    expect(told('a '.repeat(50))).toEqual([])
    expect(told('a '.repeat(51))).toEqual([expect.stringMatching(/50 words/)])
    expect(told(`actor:${'a,'.repeat(50)}a`)).toEqual([expect.stringMatching(/50 words/)])
    expect(told(`${'('.repeat(10)}a${')'.repeat(10)}`)).toEqual([])
    expect(told(`${'('.repeat(11)}a${')'.repeat(11)}`)).toEqual([expect.stringMatching(/10 parentheses/)])
    expect(told(`${'-'.repeat(10)}a`)).toEqual([])
    expect(told(`${'-'.repeat(11)}a`)).toEqual([expect.stringMatching(/10 parentheses/)])
  })
})
