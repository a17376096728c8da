import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Query } from './ast.ts'
import { matches, type SearchedEvent } from './matches.ts'
import { needles } from './needles.ts'
import { resolve } from './resolve.ts'
import { event, names, query } from './testing/arbitrary.ts'
import { tokensOf } from './tokens.ts'
import { wordsOf } from './words.ts'

const columnsOf = (found: SearchedEvent) => ({
  ...found,
  source: found.source.id,
  customer: found.organisation,
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
