import fc from 'fast-check'
import { canonicalJson } from 'nachweis-verify'
import { outcomes } from '../../../event.ts'
import { addressRange } from '../address.ts'
import { flagNames, outcomeNames, textFields, type Query } from '../ast.ts'
import type { SearchedEvent } from '../matches.ts'
import { bodyText, wordsOf } from '../words.ts'

/** A Monday in November, in Germany. */
export const context = { now: Date.UTC(2026, 10, 23, 14), zone: 'Europe/Berlin' }
const [first, second] = ['7d3f0a52-0000-4000-8000-000000000001', '7d3f0a52-0000-4000-8000-000000000002']
export const names = {
  sources: [
    { id: first, name: 'Web shop' },
    { id: second, name: 'Telefon' },
  ],
  customers: [
    { id: first, name: 'Kanzlei Sommer' },
    { id: second, name: 'kanzlei winter' },
  ],
}

// Few texts, so that queries and events meet; odd ones, so that lower case, escapes and cutting have their say.
const texts = [
  ...'anna|Anna Müller|login|/api/x y|500|5e2|0.50|true|null|-1|*|>1|a,b|a b c|Web shop'.split('|'),
  ...'Kanzlei Sommer|http.status|ΟΔΟΣ|ΑΣ.Β|straße|İstanbul|say "hi"|C:\\new\\table'.split('|'),
  "ΑΣ'Β",
  'Σ\nΣ',
  'b\tc',
  '\u212Aelvin',
  'x\u001fy',
  'a'.repeat(70),
  `a${'𝒳'.repeat(40)}`,
  first,
  second,
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
  .map(([address, bits]) => addressRange(`${address}/${bits}`) ?? { base: '10.0.0.0', bits: 8 })

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
export const { query } = fc.letrec<{ query: Query }>((tie) => ({
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
export const event: fc.Arbitrary<SearchedEvent> = fc
  .record({
    id: fc.constantFrom('1.2', '1.3'),
    organisation: fc.constantFrom(first, second),
    source: fc.record({ id: fc.constantFrom(first, second) }),
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
    return canonicalJson(value)
  } catch {
    return JSON.stringify(value)
  }
}
