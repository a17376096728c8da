import { scimProblem, type ScimType } from '../scim-problem.ts'

export type Token =
  | { readonly kind: 'mark'; readonly text: '(' | ')' | '[' | ']' }
  | { readonly kind: 'string'; readonly text: string }
  /** Attribute paths, operators, numbers and the words true, false and null. */
  | { readonly kind: 'word'; readonly text: string }

const filterCharactersMax = 2000

// Sticky, and no part can match in two ways: time grows with the length only.
const pattern = /\s*(?:([()[\]])|("(?:[^"\\]|\\.)*")|([\w$:.+-]+))/uy

/** The words of a filter or path. Throws a SCIM problem of `type` for what is none, or too long. */
export function tokensOf(text: string, type: ScimType): Token[] {
  if (text.length > filterCharactersMax) {
    throw scimProblem(type, `The expression is longer than ${filterCharactersMax} characters. Shorten it.`)
  }
  const tokens: Token[] = []
  const end = text.trimEnd().length
  pattern.lastIndex = 0
  for (let at = 0; at < end; at = pattern.lastIndex) {
    const match = pattern.exec(text)
    if (!match) throw scimProblem(type, `Not understood from character ${at + 1} on. Strings stand in "…".`)
    tokens.push(tokenOf(match, type))
  }
  return tokens
}

function tokenOf([, mark, string, word]: RegExpExecArray, type: ScimType): Token {
  if (mark !== undefined) return { kind: 'mark', text: mark as '(' }
  if (word !== undefined) return { kind: 'word', text: word }
  return { kind: 'string', text: readString(string ?? '', type) }
}

function readString(quoted: string, type: ScimType): string {
  try {
    const text = JSON.parse(quoted) as string
    // PostgreSQL keeps no NUL in a text, and half a surrogate pair is no character.
    if (!text.includes('\0') && text.isWellFormed()) return text
  } catch {
    // Falls through: an escape that JSON does not know.
  }
  throw scimProblem(type, `This is no string: ${quoted.slice(0, 80)}. Write it as in JSON.`)
}
