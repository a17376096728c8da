/** RFC 8785 (JCS): one spelling for every JSON value, so that a hash over it means something. */
import { fromUtf8 } from './bytes.ts'
import { ProofError } from './proof-error.ts'

const depthMax = 64

/**
 * The canonical text. Throws `not-canonical` for what JSON cannot say exactly: undefined, non-finite numbers, lone
 * surrogates, sparse arrays, objects other than plain ones, more than 64 levels.
 */
export function canonicalJson(value: unknown): string {
  return write(value, 0)
}

/** Reads JSON whose bytes are already canonical. Throws `not-json`, `not-canonical`, `utf8-encoding`. */
export function parseCanonical(source: Uint8Array | string): unknown {
  const text = typeof source === 'string' ? source : fromUtf8(source)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new ProofError('not-json', 'the text is not JSON')
  }
  // Writing again also finds duplicate names, numbers beyond double precision and every other second spelling.
  if (canonicalJson(value) !== text) throw refused('the text is not in canonical form (RFC 8785)')
  return value
}

function write(value: unknown, depth: number): string {
  if (depth > depthMax) throw refused(`nested deeper than ${depthMax} levels`)
  switch (typeof value) {
    case 'string':
      return writeString(value)
    case 'number':
      // ECMAScript's own number format is the one that RFC 8785 section 3.2.2.3 prescribes.
      if (!Number.isFinite(value)) throw refused(`${value} is no JSON number`)
      return JSON.stringify(value)
    case 'boolean':
      return String(value)
    case 'object':
      return value === null ? 'null' : writeObject(value, depth)
    default:
      throw refused(`a ${typeof value} is no JSON value`)
  }
}

function writeObject(value: object, depth: number): string {
  if (Array.isArray(value)) return `[${Array.from(value, (item) => write(item, depth + 1)).join(',')}]`
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) throw refused('an object is not a plain one')
  const names = Object.keys(value)
  if (!isSorted(names)) names.sort(byCodeUnits)
  const members = value as Readonly<Record<string, unknown>>
  let text = ''
  for (const name of names)
    text += `${text === '' ? '' : ','}${writeString(name)}:${write(members[name], depth + 1)}`
  return `{${text}}`
}

const byCodeUnits = (a: string, b: string) => (a < b ? -1 : 1)
const isSorted = (names: readonly string[]) =>
  names.every((name, index) => index === 0 || (names[index - 1] as string) < name)

/** Nothing to escape, and no surrogates: the usual case, and several times as quick. */
const plain = /^[ !#-[\]-~]*$/

function writeString(text: string): string {
  if (plain.test(text)) return `"${text}"`
  if (!text.isWellFormed()) throw refused('a text has half a surrogate pair')
  return JSON.stringify(text)
}

const refused = (message: string) => new ProofError('not-canonical', message)
