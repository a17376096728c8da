import { isIP } from 'node:net'
import type { Language, Text } from '../../../kernel/language.ts'

/** A kind of value in a mail: what is given, and the harmless characters that stand in the sentence. */
export interface ValueKind<Given> {
  show(given: Given, language: Language): string
}

const wordsCharactersMax = 100
const identifiersCharactersMax = 1_000
const linkCharactersMax = 2_000

/** What a name is made of. Neither `@`, `:` nor `<` is: mail programs make links of them. */
const foreign = /[^\p{L}\p{M}\p{N}.,'’"„“”()&+\-/_#!?]+/gu

function plain(typed: string): string {
  const one = typed.normalize('NFC').replaceAll(foreign, ' ').replaceAll('//', '/ ')
  // "evil.example" becomes a link in many mail programs, "evil. example" in none.
  const apart = one.replaceAll(/\.(?=\p{L})/gu, '. ').trim()
  return apart.slice(0, wordsCharactersMax).toWellFormed().trim() || '–'
}

/** Words that somebody typed: names, labels. Line breaks, controls, markup and what would become a link go. */
export const words: ValueKind<string> = { show: plain }

/** The same in both languages: roles, devices. */
export const wordsInBoth: ValueKind<Text> = { show: (given, language) => plain(given[language]) }

/** Names of our own making, e.g. permissions: lower-case letters, digits, colons, hyphens. */
export const identifiers: ValueKind<readonly string[]> = {
  show: (given) =>
    given
      .map((each) => each.replaceAll(/[^a-z0-9:-]/g, ''))
      .join(', ')
      .slice(0, identifiersCharactersMax) || '–',
}

/** An IP address; anything else is not shown ("face.cafe" has its characters and is a domain). */
export const networkAddress: ValueKind<string> = {
  show: (given) => (isIP(given) === 0 || given.includes('%') ? '–' : given),
}

const dayFormats = {
  de: new Intl.DateTimeFormat('de', { dateStyle: 'long', timeZone: 'UTC' }),
  en: new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }),
}

/** A moment in ms since the epoch: "26. November 2026, 02:14 UTC". */
export const moment: ValueKind<number> = {
  show: (given, language) =>
    `${dayFormats[language].format(given)}, ${new Date(given).toISOString().slice(11, 16)} UTC`,
}

/** An absolute http(s) address of our own. Throws an Error for anything else: no other link may leave this house. */
export const link: ValueKind<string> = {
  show(given) {
    const url = new URL(given)
    if (!/^https?:$/.test(url.protocol) || url.username !== '' || url.href.length > linkCharactersMax)
      throw new Error('a link in a mail is an http or https address without user name')
    return url.href
  },
}

/** One of these words, for sentences that differ. */
export function oneOf<const Name extends string>(...names: readonly Name[]): ValueKind<Name> {
  return {
    show(given) {
      if (!names.includes(given)) throw new Error(`not one of ${names.join(', ')}`)
      return given
    },
  }
}
