import { scimProblem } from './scim-problem.ts'

const control = /\p{Cc}/u

/** A string of a resource; null when absent or empty. Throws a SCIM problem for what cannot be kept. */
export function readText(value: unknown, attribute: string, charactersMax: number): string | null {
  if (value === undefined || value === null) return null
  if (typeof value !== 'string') throw scimProblem('invalidValue', `${attribute} is a string.`)
  const text = value.trim()
  if (text === '') return null
  if (text.length > charactersMax || control.test(text) || !text.isWellFormed()) {
    throw scimProblem(
      'invalidValue',
      `${attribute} has at most ${charactersMax} characters, no control characters among them.`,
    )
  }
  return text
}

/** A boolean, also as the string that Entra ID sends; undefined when absent. */
export function readBoolean(value: unknown, attribute: string): boolean | undefined {
  if (value === undefined || value === null) return undefined
  if (typeof value === 'boolean') return value
  const word = typeof value === 'string' ? value.toLowerCase() : ''
  if (word === 'true' || word === 'false') return word === 'true'
  throw scimProblem('invalidValue', `${attribute} is true or false.`)
}
