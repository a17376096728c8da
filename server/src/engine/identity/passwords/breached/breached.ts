import { readFileSync } from 'node:fs'
import { readFilter, type Has } from './filter.ts'

/** Whether a password is one that attackers try first. */
export type IsBreached = (password: string) => boolean

// Data is not compiled: it is read from the source tree, as migrations are.
const asset = new URL('./breached-passwords.bin', import.meta.url.replace('/server/dist/', '/server/src/'))
const stemCharactersMin = 5
const tailCharactersMax = 5
let list: IsBreached | null = null

/** Looks a password up in the list shipped with Nachweis: microseconds, no network. The list (1.5 MB) is read at the first call. */
export function isBreached(password: string): boolean {
  list ??= isBreachedBy(readFilter(readFileSync(asset)))
  return list(password)
}

/** Looks up every form of a password. */
export const isBreachedBy =
  (has: Has): IsBreached =>
  (password) =>
    formsOf(password).some(has)

/**
 * What is looked up of a password, at most 7 words: itself in small letters; the same without one to five digits or signs at
 * its end, as long as five characters remain ("Sommer2026!"); the word of which it is a repetition ("passwortpasswort").
 */
export function formsOf(password: string): string[] {
  const word = password.normalize('NFC').toLowerCase()
  const forms = [word]
  for (let tail = 1; tail <= tailCharactersMax && word.length - tail >= stemCharactersMin; tail++) {
    if (/\p{L}/u.test(word.at(-tail) as string)) break
    forms.push(word.slice(0, -tail))
  }
  const unit = unitOf(word)
  return unit.length < word.length ? [...forms, unit] : forms
}

/** The shortest beginning of which a text is a repetition, the last time perhaps cut short; one and a half times at least. */
export function unitOf(text: string): string {
  for (let length = 1; 1.5 * length <= text.length; length++) {
    const unit = text.slice(0, length)
    if (unit.repeat(Math.ceil(text.length / length)).startsWith(text)) return unit
  }
  return text
}
