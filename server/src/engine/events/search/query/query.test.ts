import fc from 'fast-check'
import { canonicalJson } from 'nachweis-verify'
import { describe, expect, test } from 'vitest'
import { outcomes } from '../../event.ts'
import { flagNames, outcomeNames, queryCharactersMax, textFields, type Query } from './ast.ts'
import { addressRange } from './address.ts'
import { matches, type SearchedEvent } from './matches.ts'
import { needles } from './needles.ts'
import { parse } from './parse.ts'
import { print } from './print.ts'
import { resolve } from './resolve.ts'
import { tokensOf } from './tokens.ts'
import { bodyText, wordsOf } from './words.ts'

const context = { now: Date.UTC(2026, 10, 23, 14), zone: 'Europe/Berlin' }
const ids = ['7d3f0a52-0000-4000-8000-000000000001', '7d3f0a52-0000-4000-8000-000000000002']
const names = {
  sources: [
    { id: ids[0]!, name: 'Web shop' },
    { id: ids[1]!, name: 'Telefon' },
  ],
  customers: [
    { id: ids[0]!, name: 'Kanzlei Sommer' },
    { id: ids[1]!, name: 'kanzlei winter' },
  ],
}

// Few texts, so that queries and events meet; odd ones, so that lower case, escapes and cutting have their say.
const texts = [
  ...[
    'anna',
    'Anna Müller',
    'login',
    '/api/x y',
    '500',
    '5e2',
    '0.50',
    'true',
    'null',
    '-1',
    '*',
    '>1',
    'a,b',
  ],
  ...[
    'ΟΔΟΣ',
    'ΑΣ.Β',
    "ΑΣ'Β",
    'Σ\nΣ',
    'İstanbul',
    '\u212Aelvin',
    'straße',
    'C:\\new\\table',
    'say "hi"',
    'x\u001fy',
  ],
  ...[
    'a'.repeat(70),
    `a${'𝒳'.repeat(40)}`,
    'a b c',
    'b\tc',
    'Web shop',
    'Kanzlei Sommer',
    'http.status',
    ...ids,
  ],
]
const paths = [
  'a',
  'a.b',
  'http.status',
  'list',
  'list.0',
  'list.0.a',
  'ΑΣ.Β',
  'user agent',
  'say "hi".a',
  '0.0',
]
const text = fc.oneof(fc.constantFrom(...texts), fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }))
const writable = text.filter((each) => each.isWellFormed() && !each.includes('\0'))
const value = fc.record({ text: writable.map((each) => each.slice(0, 200)), isPrefix: fc.boolean() })
const several = <T>(one: fc.Arbitrary<T>) => fc.array(one, { minLength: 1, maxLength: 3 })
const path = fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...paths) }, { weight: 1, arbitrary: writable })
const words = writable.map(wordsOf).filter((found) => found.length > 0)
const range = fc
  .tuple(fc.oneof(fc.ipV4(), fc.ipV6(), fc.constant('10.1.2.3')), fc.nat(128))
  .map(([address, bits]) => addressRange(`${address}/${bits}`) ?? addressRange('10.0.0.0/8')!)

const leaf: fc.Arbitrary<Query> = fc.oneof(
  fc.record({ kind: fc.constant('field'), field: fc.constantFrom(...textFields), values: several(value) }),
  fc.record({
    kind: fc.constant('exists'),
    field: fc.constantFrom(...textFields, 'outcome' as const, 'flag' as const, 'address' as const),
  }),
  fc.record({ kind: fc.constant('outcome'), values: several(fc.constantFrom(...outcomeNames)) }),
  fc.record({ kind: fc.constant('flag'), values: several(fc.constantFrom(...flagNames)) }),
  fc.record({ kind: fc.constant('address'), ranges: several(range) }),
  fc.record({ kind: fc.constant('words'), words, isPrefix: fc.boolean() }),
  fc.record({ kind: fc.constant('id'), ids: several(fc.constantFrom('1.2', '7339000000000000.12')) }),
  fc.record({ kind: fc.constant('path'), path, values: several(value) }),
  fc.record({
    kind: fc.constant('compare'),
    path,
    op: fc.constantFrom('>', '>=', '<', '<='),
    value: fc
      .oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }))
      .map((number) => number + 0),
  }),
  fc.record({ kind: fc.constant('present'), path }),
)

/** As `parse` builds them: parts of an AND are no ANDs, those of an OR no ORs. */
const flat = (kind: 'and' | 'or', parts: readonly Query[]): Query => {
  const taken = parts.flatMap((part) => (part.kind === kind && 'parts' in part ? part.parts : [part]))
  return { kind, parts: taken }
}
const { query } = fc.letrec<{ query: Query }>((tie) => ({
  query: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    leaf,
    fc.array(tie('query'), { minLength: 2, maxLength: 3 }).map((parts) => flat('and', parts)),
    fc.array(tie('query'), { minLength: 2, maxLength: 3 }).map((parts) => flat('or', parts)),
    tie('query').map((part) => ({ kind: 'not' as const, part })),
  ),
}))

const scalar = fc.oneof(
  text,
  fc.integer({ min: -2, max: 600 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.constant(null),
)
const { body } = fc.letrec<{ body: object; node: unknown }>((tie) => ({
  node: fc.oneof({ maxDepth: 3 }, scalar, tie('body'), fc.array(tie('node'), { maxLength: 3 })),
  body: fc.dictionary(
    fc.oneof(fc.constantFrom('a', 'b', 'http', 'status', 'list', '0', 'ΑΣ', 'Β', ...paths), text),
    tie('node'),
    {
      maxKeys: 5,
      noNullPrototype: true,
    },
  ),
}))
const column = fc.option(text)
const event: fc.Arbitrary<SearchedEvent> = fc
  .record({
    id: fc.constantFrom('1.2', '1.3'),
    organisation: fc.constantFrom(...ids),
    source: fc.record({ id: fc.constantFrom(...ids) }),
    dataType: fc.constantFrom('traffic', 'sign-in'),
    purpose: fc.constantFrom('billing', 'security'),
    actor: column,
    action: column,
    target: column,
    session: column,
    outcome: fc.constantFrom(...outcomes),
    address: fc.option(fc.oneof(fc.ipV4(), fc.ipV6(), fc.constant('10.1.2.3'))),
    flags: fc.subarray([...flagNames]),
    body,
  })
  .map((found) => ({ ...found, text: bodyText(jsonOf(found.body)) }))

// The canonical form refuses halves of characters, JSON itself escapes them.
const jsonOf = (value: unknown): string => {
  try {
    return canonicalJson(value as never)
  } catch {
    return JSON.stringify(value)
  }
}

const columnsOf = (found: SearchedEvent) => ({
  ...found,
  source: found.source.id,
  customer: found.organisation,
})

describe('any text', () => {
  const pieces = fc.constantFrom(
    ...[
      '(',
      ')',
      '"',
      '\\',
      '-',
      'NOT ',
      ' AND ',
      ' OR ',
      ' ODER ',
      ':',
      ',',
      '*',
      ' ',
      'actor:',
      'body.',
      'time:',
    ],
    ...[
      'ip:',
      '24h',
      '..',
      '>',
      '2026-11-23',
      'a',
      '\0',
      '\ud800',
      '10.0.0.0/8',
      'zeit:heute',
      '+',
      'actr:x',
    ],
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

describe('the Bloom filter', () => {
  test('never hides an event that matches', () => {
    let met = 0
    let asked = 0
    fc.assert(
      fc.property(query, event, (given, found) => {
        const meant = resolve(given, names)
        if (!matches(meant, found)) return
        met++
        const tokens = tokensOf(columnsOf(found), found.text)
        const alternatives = needles(meant)
        if (alternatives.every((needed) => needed.length > 0)) asked++
        expect(alternatives.some((needed) => needed.every((token) => tokens.has(token)))).toBe(true)
      }),
      { numRuns: 20_000 },
    )
    // Else the property would say nothing.
    expect(met).toBeGreaterThan(1_000)
    expect(asked).toBeGreaterThan(300)
  })

  test('never hides an event whose own values are looked for', () => {
    const pair = event.chain((found) => fc.tuple(fc.constant(found), aboutEvent(found)))
    let met = 0
    fc.assert(
      fc.property(pair, ([found, given]) => {
        const meant = resolve(given, names)
        if (!matches(meant, found)) return
        met++
        const tokens = tokensOf(columnsOf(found), found.text)
        expect(needles(meant).some((needed) => needed.every((token) => tokens.has(token)))).toBe(true)
      }),
      { numRuns: 10_000 },
    )
    expect(met).toBeGreaterThan(3_000)
  })
})

/** A query for something that stands in the event, in upper case at times. */
function aboutEvent(found: SearchedEvent): fc.Arbitrary<Query> {
  const leaves = leavesOf(found.body, '')
  const inWords = wordsOf(found.text)
  const queries: Query[] = [
    { kind: 'outcome', values: [found.outcome as 'success'] },
    { kind: 'field', field: 'customer', values: [{ text: found.organisation, isPrefix: false }] },
    {
      kind: 'field',
      field: 'actor',
      values: [{ text: (found.actor ?? 'x').toUpperCase(), isPrefix: false }],
    },
    { kind: 'field', field: 'actor', values: [{ text: (found.actor ?? 'x').slice(0, 2), isPrefix: true }] },
    ...leaves.flatMap(({ path, text }): Query[] => [
      exactly(path, text),
      exactly(path, text.toLowerCase()),
      { kind: 'present', path },
      ...(Number.isNaN(Number(text)) ? [] : [exactly(path, Number(text).toExponential())]),
    ]),
    ...inWords.map((_, index): Query => {
      return {
        kind: 'words',
        words: inWords.slice(index, index + 1 + (index % 4)),
        isPrefix: index % 3 === 0,
      }
    }),
  ]
  return fc.subarray(queries, { minLength: 1, maxLength: 3 }).chain((parts) => {
    const joined: Query = parts.length === 1 ? parts[0]! : { kind: 'and', parts }
    return fc.oneof(
      fc.constant(joined),
      query.map((other): Query => ({ kind: 'or', parts: [other, joined] })),
    )
  })
}

const exactly = (path: string, text: string): Query => ({
  kind: 'path',
  path,
  values: [{ text, isPrefix: false }],
})

function leavesOf(node: unknown, path: string): { path: string; text: string }[] {
  if (typeof node !== 'object' || node === null) return [{ path, text: String(node) }]
  return Object.entries(node).flatMap(([name, inner]) =>
    leavesOf(inner, path === '' ? name : `${path}.${name}`),
  )
}
