import { scimProblem, type ScimType } from '../scim-problem.ts'
import { operators, type AttributePath, type Filter, type Literal, type Operator } from './filter.ts'
import { tokensOf, type Token } from './tokens.ts'

/** Parentheses, brackets and `not` within each other. */
const depthMax = 10
/** Comparisons in one filter. */
const termsMax = 100

/** Reads a filter of RFC 7644, section 3.4.2.2. Throws a SCIM problem `invalidFilter` that says where it goes wrong. */
export function parseFilter(text: string): Filter {
  const reading = new Reading(text, 'invalidFilter')
  const filter = reading.either()
  reading.end()
  return filter
}

/** The target of a PATCH operation: `members`, `name.familyName`, `emails[type eq "work"].value`. */
export interface TargetPath extends AttributePath {
  readonly filter: Filter | null
}

/** Reads the path of a PATCH operation (section 3.5.2). Throws a SCIM problem `invalidPath`. */
export function parseTargetPath(text: string): TargetPath {
  const reading = new Reading(text, 'invalidPath')
  const path = reading.path()
  const filter = reading.bracketed()
  const sub = filter === null ? null : reading.subAttribute()
  reading.end()
  if (sub !== null && path.sub !== null) reading.refuse()
  return { ...path, filter, sub: sub ?? path.sub }
}

const attribute = /^(?:(urn:[\w:.-]+):)?([a-z$][\w-]*)(?:\.([a-z$][\w-]*))?$/i
const number = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[+-]?\d+)?$/i
const words = new Map<string, Literal>([
  ['true', true],
  ['false', false],
  ['null', null],
])

class Reading {
  readonly #tokens: readonly Token[]
  readonly #type: ScimType
  #at = 0
  #depth = 0
  #terms = 0

  constructor(text: string, type: ScimType) {
    this.#type = type
    this.#tokens = tokensOf(text, type)
  }

  either(): Filter {
    let left = this.#both()
    while (this.#takesWord('or')) left = { kind: 'or', left, right: this.#both() }
    return left
  }

  #both(): Filter {
    let left = this.#term()
    while (this.#takesWord('and')) left = { kind: 'and', left, right: this.#term() }
    return left
  }

  #term(): Filter {
    if (++this.#terms > termsMax)
      throw scimProblem(this.#type, `More than ${termsMax} comparisons. Ask in parts.`)
    const next = this.#tokens[this.#at + 1]
    if (next?.kind === 'mark' && next.text === '(' && this.#takesWord('not')) {
      return { kind: 'not', filter: this.#grouped('(', ')') ?? this.refuse() }
    }
    const group = this.#grouped('(', ')')
    if (group !== null) return group
    const path = this.path()
    const inner = this.bracketed()
    if (inner === null) return this.#comparison(path)
    if (path.sub !== null) return this.refuse()
    // Some clients ask `emails[type eq "work"].value eq "…"`: the same value fits both.
    const sub = this.subAttribute()
    if (sub === null) return { kind: 'values', path, filter: inner }
    const right = this.#comparison({ urn: null, name: sub, sub: null })
    return { kind: 'values', path, filter: { kind: 'and', left: inner, right } }
  }

  #comparison(path: AttributePath): Filter {
    const word = this.#word().toLowerCase()
    if (word === 'pr') return { kind: 'present', path }
    if (!operators.some((operator) => operator === word)) return this.refuse()
    return { kind: 'compare', path, operator: word as Operator, value: this.#literal() }
  }

  #literal(): Literal {
    const token = this.#tokens[this.#at]
    if (token?.kind === 'string') {
      this.#at++
      return token.text
    }
    const word = this.#word()
    const known = words.get(word.toLowerCase())
    if (known !== undefined) return known
    const value = number.test(word) ? Number(word) : Number.NaN
    return Number.isFinite(value) ? value : this.refuse()
  }

  path(): AttributePath {
    const match = attribute.exec(this.#word())
    if (!match) return this.refuse()
    const [, urn = null, name = '', sub = null] = match
    return { urn, name, sub }
  }

  /** The filter in brackets, if there is one. Brackets do not stand in brackets. */
  bracketed(): Filter | null {
    const filter = this.#grouped('[', ']')
    if (filter !== null && holdsValues(filter)) return this.refuse()
    return filter
  }

  /** `.value` behind brackets, if it is there. */
  subAttribute(): string | null {
    const token = this.#tokens[this.#at]
    if (token?.kind !== 'word' || !/^\.[a-z$][\w-]*$/i.test(token.text)) return null
    this.#at++
    return token.text.slice(1)
  }

  #grouped(open: '(' | '[', close: ')' | ']'): Filter | null {
    if (!this.#takesMark(open)) return null
    if (++this.#depth > depthMax)
      throw scimProblem(this.#type, `Nested deeper than ${depthMax}. Write it flatter.`)
    const filter = this.either()
    if (!this.#takesMark(close)) return this.refuse()
    this.#depth--
    return filter
  }

  #takesMark(text: string): boolean {
    const token = this.#tokens[this.#at]
    if (token?.kind !== 'mark' || token.text !== text) return false
    this.#at++
    return true
  }

  #takesWord(text: string): boolean {
    const token = this.#tokens[this.#at]
    if (token?.kind !== 'word' || token.text.toLowerCase() !== text) return false
    this.#at++
    return true
  }

  #word(): string {
    const token = this.#tokens[this.#at]
    if (token?.kind !== 'word') return this.refuse()
    this.#at++
    return token.text
  }

  end(): void {
    if (this.#at < this.#tokens.length) this.refuse()
  }

  refuse(): never {
    const token = this.#tokens[this.#at]
    const where = token === undefined ? 'it ends too early' : `not understood at ${token.text.slice(0, 80)}`
    const form = this.#type === 'invalidPath' ? 'members[value eq "…"]' : 'userName eq "…"'
    throw scimProblem(this.#type, `In the expression: ${where}. Write it like: ${form}.`)
  }
}

function holdsValues(filter: Filter): boolean {
  switch (filter.kind) {
    case 'values':
      return true
    case 'and':
    case 'or':
      return holdsValues(filter.left) || holdsValues(filter.right)
    case 'not':
      return holdsValues(filter.filter)
    case 'compare':
    case 'present':
      return false
  }
}
