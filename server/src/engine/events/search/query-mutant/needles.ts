import type { Query, Value } from './ast.ts'
import { numberOf } from './number.ts'
import type { ResolvedQuery } from './resolve.ts'
import { fieldToken, isTokenField, type TokenField } from './tokens.ts'
import { wordsOf } from './words.ts'

const alternativesMax = 64
const tokensMax = 16

/** Lists of tokens, of which one has to be there whole. One empty list: anything may match. No list: nothing can. */
export type Needles = readonly (readonly string[])[]

const anything: Needles = [[]]

/**
 * What the Bloom filter of a block has to hold for the block to be looked at: if an event matches, all tokens of some
 * alternative are in its `tokensOf`. Negations, ranges, beginnings, flags and kinds of data ask for nothing.
 */
export const needles = (query: ResolvedQuery | null): Needles =>
  query === null ? anything : needlesOf(query)

function needlesOf(query: Query): Needles {
  switch (query.kind) {
    case 'and':
      return allOf(query.parts.map(needlesOf))
    case 'or':
      return oneOf(query.parts.map(needlesOf))
    case 'field': {
      const { field } = query
      return isTokenField(field) ? oneOf(query.values.map((value) => valueNeedles(field, value))) : anything
    }
    case 'outcome':
      return oneOf(query.values.map((value) => [[fieldToken('outcome', value)]]))
    case 'words':
      return single(query.isPrefix ? query.words.slice(0, -1) : query.words)
    case 'path':
      return allOf([pathNeedles(query.path), oneOf(query.values.map(scalarNeedles))])
    case 'compare':
    case 'present':
      return pathNeedles(query.path)
    case 'not':
    case 'exists':
    case 'flag':
    case 'address':
    case 'id':
      return anything
  }
}

const valueNeedles = (field: TokenField, { text, isPrefix }: Value): Needles =>
  isPrefix ? anything : single([fieldToken(field, text)])

const single = (tokens: readonly string[]): Needles => [[...new Set(tokens)].slice(0, tokensMax)]

/** Names in the body are words too, but for the numbers of elements. Beyond ASCII, lower case depends on neighbours. */
const pathNeedles = (path: string): Needles =>
  single(
    path
      .split('.')
      .filter(isAscii)
      .filter((name) => !/^\d+$/.test(name))
      .flatMap(wordsOf),
  )

const isAscii = (text: string) => !/[^\p{ASCII}]/u.test(text)

/** Another way to write a number has other words. */
function scalarNeedles({ text, isPrefix }: Value): Needles {
  const number = numberOf(text)
  return isPrefix || (number !== null && String(number) !== text) ? anything : single(wordsOf(text))
}

function oneOf(parts: readonly Needles[]): Needles {
  const all = parts.flat()
  return all.length > alternativesMax || all.some((tokens) => tokens.length === 0) ? anything : all
}

/** Every way to take one alternative of each part; parts that would make too many ways are left out. */
function allOf(parts: readonly Needles[]): Needles {
  let ways = anything
  for (const part of parts.toSorted((a, b) => a.length - b.length)) {
    if (ways.length * part.length > alternativesMax) break
    ways = ways.flatMap((way) => part.map((tokens) => [...new Set([...way, ...tokens])].slice(0, tokensMax)))
  }
  return ways
}
