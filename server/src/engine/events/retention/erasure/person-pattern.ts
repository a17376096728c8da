/** How a person's name is found, whatever the letters' case, in the same way on every database. */
export interface PersonPattern {
  /** Regular expression of PostgreSQL: the whole value, as an actor, a target or a session. */
  readonly exact: string
  /** The same anywhere in a body, which is JSON as text: finds every body that `standsIn` would, and some more. */
  readonly inBody: string
  /** The same as a whole word, as far as the database knows which letters make one: finds rather more than less. */
  readonly wordInBody: string
  /** Whether the value is the name. */
  is(value: string): boolean
  /** Whether the name stands in a body as a whole word: in a text, a number or a field's name, at any depth. */
  standsIn(body: string): boolean
}

/** Letters, digits and marks of any script. */
const inWord = String.raw`[\p{L}\p{N}\p{M}_]`

/** Ends with letters that belong to no word. */
const jsonEscape = String.raw`\\[bfnrt]|\\u00[01][0-9a-f]`

/** `value`: the name as it stands in events, e.g. a login name, an e-mail address or a telephone number. */
export function personPattern(value: string): PersonPattern {
  // One letter with its accent, or a letter and an accent: both look the same to who typed it.
  const forms = [...new Set([value, value.normalize('NFC'), value.normalize('NFD')])]
  const any = (form: (text: string) => string) => `(?:${forms.map(form).join('|')})`
  const inBody = any((form) => forPostgres(JSON.stringify(form).slice(1, -1)))
  const whole = new RegExp(`^${any(forJs)}$`, 'u')
  const word = new RegExp(`(?<!${inWord})${any(forJs)}(?!${inWord})`, 'u')
  return {
    exact: `^${any(forPostgres)}$`,
    inBody,
    wordInBody: `(?:^|[^[:alnum:]_]|${jsonEscape})${inBody}(?:$|[^[:alnum:]_])`,
    is: (text) => whole.test(text),
    standsIn: (body) => stands(JSON.parse(body) as unknown, word),
  }
}

function stands(value: unknown, word: RegExp): boolean {
  if (typeof value === 'string') return word.test(value)
  if (typeof value === 'number') return word.test(String(value))
  if (typeof value !== 'object' || value === null) return false
  return Object.entries(value).some(([name, inner]) => word.test(name) || stands(inner, word))
}

/** A character in both cases. Where the other case has several characters (ß), the character alone. */
function cases(character: string): string[] {
  const others = [character.toLowerCase(), character.toUpperCase()].filter(
    (each) => Array.from(each).length === 1,
  )
  return [...new Set([character, ...others])]
}

const points = (text: string, escape: (point: number) => string) =>
  Array.from(text)
    .map(
      (character) =>
        `[${cases(character)
          .map((each) => escape(each.codePointAt(0) as number))
          .join('')}]`,
    )
    .join('')

const forJs = (text: string) => points(text, (point) => `\\u{${point.toString(16)}}`)
// Escapes of eight digits: nothing in a name can be taken for an operator.
const forPostgres = (text: string) => points(text, (point) => `\\U${point.toString(16).padStart(8, '0')}`)
