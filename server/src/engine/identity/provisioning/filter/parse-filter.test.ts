import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Problem } from '../../../../kernel/problem.ts'
import { printFilter } from '../../../../../../test/harness/print-filter.ts'
import { operators, type AttributePath, type Filter } from './filter.ts'
import { matches } from './matches.ts'
import { parseFilter, parseTargetPath } from './parse-filter.ts'

const name = fc.stringMatching(/^[a-zA-Z][\w-]{0,12}$/)
const path = fc.record<AttributePath>({
  urn: fc.constantFrom(null, 'urn:ietf:params:scim:schemas:core:2.0:User'),
  name,
  sub: fc.option(name, { nil: null }),
})
const literal = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 20 }).filter((text) => !text.includes('\0')),
  fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Object.is(value, -0)),
  fc.boolean(),
  fc.constant(null),
)
const compare = fc.record({
  kind: fc.constant('compare' as const),
  path,
  operator: fc.constantFrom(...operators),
  value: literal,
})
const present = fc.record({ kind: fc.constant('present' as const), path })
const filters = fc.letrec<{ inner: Filter; outer: Filter }>((tie) => {
  const branch = (self: fc.Arbitrary<Filter>) =>
    [
      fc.record({ kind: fc.constantFrom('and' as const, 'or' as const), left: self, right: self }),
      fc.record({ kind: fc.constant('not' as const), filter: self }),
    ] as const
  return {
    inner: fc.oneof({ maxDepth: 2 }, compare, present, ...branch(tie('inner'))),
    outer: fc.oneof(
      { maxDepth: 3 },
      compare,
      present,
      ...branch(tie('outer')),
      fc.record({
        kind: fc.constant('values' as const),
        path: path.map((each) => ({ ...each, sub: null })),
        filter: tie('inner'),
      }),
    ),
  }
}).outer

/** Everything but a SCIM problem is a defect. */
const parsed = (text: string) => {
  try {
    return parseFilter(text)
  } catch (error) {
    if (error instanceof Problem && error.reason === 'scim-invalidFilter') return null
    throw error
  }
}

describe('filters', () => {
  it('read what they print', () => {
    fc.assert(
      fc.property(filters, (filter) => {
        const printed = printFilter(filter)
        fc.pre(printed.length <= 2000)
        expect(parseFilter(printed)).toEqual(filter)
      }),
      { numRuns: 500 },
    )
  })

  it('never fail but in the words of SCIM, whatever comes', () => {
    const soup = fc
      .array(
        fc.constantFrom(
          ...'( ) [ ] " . : \\ - 5 a e E n'.split(' '),
          ' ',
          'eq',
          'not',
          'and',
          'or',
          ' pr',
          'userName',
          '"x"',
          'urn:a:b',
        ),
      )
      .map((parts) => parts.join(''))
    fc.assert(
      fc.property(fc.oneof(fc.string({ maxLength: 300 }), fc.string({ unit: 'binary' }), soup), (text) => {
        const filter = parsed(text)
        expect(filter === null ? null : parseFilter(printFilter(filter))).toEqual(filter)
      }),
      { numRuns: 3000 },
    )
  })

  it.each([
    ['depth', '('.repeat(900) + 'a pr' + ')'.repeat(900)],
    ['not', 'not ('.repeat(300) + 'a pr' + ')'.repeat(300)],
    ['terms', Array.from({ length: 240 }, () => 'a pr').join(' or ')],
    ['length', `a eq "${'x'.repeat(2000)}"`],
    ['blanks', `${' '.repeat(1990)}"`],
    ['open string', `a eq "${String.raw`\\`.repeat(900)}`],
    ['dots', `a${'.a'.repeat(900)} pr`],
    ['colons', `urn:${':'.repeat(1900)} pr`],
    ['brackets within brackets', 'emails[a[b pr]]'],
    ['value path of a part', 'name.x[a pr]'],
    ['no value', 'userName eq'],
    ['bare word', 'externalId eq jyoung'],
    ['inherited word', 'userName eq constructor'],
    ['empty', ''],
    ['blank', '  '],
    ['two filters', 'a pr b pr'],
    ['unclosed', '(a pr'],
    ['NUL', String.raw`a eq "\u0000"`],
    ['half a pair', String.raw`a eq "\ud800"`],
    ['infinite', 'a eq 1e999'],
    ['raw line break', 'a eq "x\ny"'],
    ['SQL', `userName eq 'x' or 1=1 --`],
  ])('refuse %s, quickly', (_, text) => {
    const before = performance.now()
    expect(parsed(text)).toBeNull()
    expect(performance.now() - before).toBeLessThan(100)
  })

  it('nest ten deep and no deeper', () => {
    const nested = (depth: number) => parsed('('.repeat(depth) + 'a pr' + ')'.repeat(depth))
    expect(nested(10)).toMatchObject({ kind: 'present' })
    expect(nested(11)).toBeNull()
  })

  it('know precedence, case and what Entra ID and Okta ask', () => {
    const shape = (text: string) => printFilter(parseFilter(text))
    expect(shape('a PR OR b pr And c Pr')).toBe('a pr or b pr and c pr')
    expect(parseFilter('a pr or b pr and c pr')).toMatchObject({ kind: 'or', right: { kind: 'and' } })
    expect(shape('NOT (a Eq TRUE)')).toBe('not (a eq true)')
    expect(shape('emails[type eq "work"].value eq "a@b.example"')).toBe(
      'emails[type eq "work" and value eq "a@b.example"]',
    )
    expect(shape('id eq "1" and members eq "2"')).toBe('id eq "1" and members eq "2"')
    expect(shape(String.raw`userName eq "\u00fc\"\\"`)).toBe(String.raw`userName eq "ü\"\\"`)
    expect(parseFilter('urn:ietf:params:scim:schemas:core:2.0:User:name.familyName sw "M"')).toMatchObject({
      path: { urn: 'urn:ietf:params:scim:schemas:core:2.0:User', name: 'name', sub: 'familyName' },
    })
  })
})

describe('paths of PATCH', () => {
  it('are attributes, parts, value paths and parts of those', () => {
    expect(parseTargetPath('members')).toEqual({ urn: null, name: 'members', filter: null, sub: null })
    expect(parseTargetPath('name.familyName')).toMatchObject({ name: 'name', sub: 'familyName' })
    expect(parseTargetPath('emails[type eq "work"].value')).toMatchObject({
      name: 'emails',
      sub: 'value',
      filter: { kind: 'compare' },
    })
  })

  it.each(['', 'a b', '.x', 'a[', 'a[b pr', 'a.b[c pr].d', 'a[b pr]x', '1a', 'a[b pr] and c pr'])(
    'refuse %j as invalidPath',
    (text) => {
      expect(() => parseTargetPath(text)).toThrow(expect.objectContaining({ reason: 'scim-invalidPath' }))
    },
  )
})

it('decides which values fit', () => {
  const work = { type: 'work', value: 'Ida@Alpha.example', primary: true, n: 3 }
  const fits = (text: string) => matches(parseFilter(text), work)
  expect(fits('TYPE eq "WORK" and value ew "@alpha.example"')).toBe(true)
  expect(fits('type ne "work" or n gt 3')).toBe(false)
  expect(fits('not (display pr) and n ge 3 and n le 3 and n lt 4 and value sw "ida" and value co "@"')).toBe(
    true,
  )
  expect(fits('primary eq true and display eq null')).toBe(true)
  expect(fits('value gt 5 or n co "3"')).toBe(false)
})
