import type { Text } from 'nachweis-verify'
import { text } from '../../../kernel/language.ts'
import { isBreached, unitOf, type IsBreached } from './breached/breached.ts'
import { contextIn } from './context.ts'
import { charactersOf, passwordCharactersMax, unusable } from './normalise.ts'

export type PasswordProblemCode =
  | 'too-short'
  | 'too-long'
  | 'not-text'
  | 'breached'
  | 'context'
  | 'predictable'

/** Why a password is refused, and what to do. */
export interface PasswordProblem {
  readonly code: PasswordProblemCode
  readonly sentence: Text
}

export interface PasswordRules {
  /** Characters at least: 15 where the password is the only factor, 8 with a second one, or what a claim promises. */
  readonly minimum: number
  /** What others know of this person: name, e-mail address, organisation. "nachweis" is always among them. */
  readonly context: readonly string[]
}

/** Below this no rule may go (ASVS 6.2.1). */
const charactersMin = 8
const shortUnitMax = 4

/**
 * What is wrong with a new password, nothing for a good one. Asks for length and for not being easily guessed, never for
 * kinds of characters (ASVS 5.0, 6.2.1, 6.2.4, 6.2.5, 6.2.9, 6.2.11, 6.2.12; NIST SP 800-63B-4, 3.1.1).
 */
export function passwordProblems(
  password: string,
  rules: PasswordRules,
  isListed: IsBreached = isBreached,
): PasswordProblem[] {
  const unfit = unusable(password)
  if (unfit !== null) return [unfit === 'too-long' ? tooLong : notText]
  const minimum = Math.max(rules.minimum, charactersMin)
  const problems: PasswordProblem[] = []
  const characters = charactersOf(password.normalize('NFC'))
  if (characters < minimum) problems.push(tooShort(minimum, characters))
  if (isListed(password)) problems.push(breached)
  if (isPredictable(password)) problems.push(predictable)
  const words = contextIn(password, rules.context)
  if (words.length > 0) problems.push(context(words))
  return problems
}

/** One short piece again and again ("abcabcabc"), or characters in the order of the alphabet ("12345678", "hgfedcba"). */
function isPredictable(password: string): boolean {
  const word = password.normalize('NFC').toLowerCase()
  if (word.length > shortUnitMax && unitOf(word).length <= shortUnitMax) return true
  const codes = Array.from(word, (character) => character.codePointAt(0) as number)
  const step = (codes[1] ?? 0) - (codes[0] ?? 0)
  const inOrder = Math.abs(step) === 1 && codes.every((code, at) => code === (codes[0] as number) + at * step)
  return codes.length > shortUnitMax && inOrder
}

const tooShort = (minimum: number, characters: number): PasswordProblem => ({
  code: 'too-short',
  sentence: text(
    `Das Passwort hat ${characters} Zeichen, nötig sind mindestens ${minimum}. Mehrere Wörter hintereinander sind lang und leicht zu merken.`,
    `The password has ${characters} characters; at least ${minimum} are needed. Several words in a row are long and easy to remember.`,
  ),
})

const tooLong: PasswordProblem = {
  code: 'too-long',
  sentence: text(
    `Das Passwort hat mehr als ${passwordCharactersMax} Zeichen. Bitte wählen Sie ein kürzeres.`,
    `The password has more than ${passwordCharactersMax} characters. Please choose a shorter one.`,
  ),
}

const notText: PasswordProblem = {
  code: 'not-text',
  sentence: text(
    'Das Passwort enthält ein Zeichen, das in Unicode nicht vergeben ist. Bitte lassen Sie es weg.',
    'The password contains a character that Unicode does not define. Please leave it out.',
  ),
}

const breached: PasswordProblem = {
  code: 'breached',
  sentence: text(
    'Dieses Passwort steht, so oder fast so, auf Listen gestohlener und häufiger Passwörter und würde früh ausprobiert. Bitte wählen Sie ein anderes.',
    'This password is, as it stands or nearly so, on lists of stolen and common passwords and would be tried early. Please choose another one.',
  ),
}

const predictable: PasswordProblem = {
  code: 'predictable',
  sentence: text(
    'Das Passwort ist eine Wiederholung oder eine Reihe und leicht zu erraten. Bitte wählen Sie ein anderes.',
    'The password is a repetition or a sequence and easy to guess. Please choose another one.',
  ),
}

function context(words: readonly string[]): PasswordProblem {
  const list = words.map((word) => `„${word}“`).join(', ')
  const english = words.map((word) => `“${word}”`).join(', ')
  return {
    code: 'context',
    sentence: text(
      `Das Passwort besteht fast nur aus Wörtern, die zu Ihnen gehören: ${list}. Bitte wählen Sie eines ohne diese Wörter oder mit mindestens 8 weiteren Zeichen.`,
      `The password consists almost only of words that belong to you: ${english}. Please choose one without these words, or with at least 8 further characters.`,
    ),
  }
}
