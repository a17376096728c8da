import { fold } from './fold.ts'

const wordCharactersMax = 64
const run = /[\p{L}\p{N}_]+/gu

/** Words of a text, in its order: runs of letters, digits and underscore, in lower case, cut after 64 characters. */
export function wordsOf(text: string): string[] {
  const found = fold(text).match(run)
  return found === null ? [] : found.map(cutWord)
}

function cutWord(word: string): string {
  if (word.length <= wordCharactersMax) return word
  const last = word.charCodeAt(wordCharactersMax - 1)
  // Half a character outside the basic plane would be no letter to whoever reads the word again.
  const isHalf = last >= 0xd800 && last <= 0xdbff
  return word.slice(0, isHalf ? wordCharactersMax - 1 : wordCharactersMax)
}

const escapes = /\\(?:u[0-9a-f]{4}|.)/gi

/** The text of a body that words are looked for in: its JSON in lower case, with blanks for what JSON escapes. */
export const bodyText = (json: string): string =>
  fold(json.includes('\\') ? json.replace(escapes, ' ') : json)

/** Adds the words of a text in lower case to a set. */
export function addWordsOf(lowered: string, into: Set<string>): void {
  const found = lowered.match(run)
  if (found !== null) for (const word of found) into.add(cutWord(word))
}
