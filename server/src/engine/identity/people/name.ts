import { Problem } from '../../../kernel/problem.ts'

const nameCharactersMax = 120

/** Control characters, and those that turn the direction of writing or cannot be seen: they make one name look like another. */
const unseen = /[\p{C}\p{Zl}\p{Zp}]/u
/** Joiners belong to the spelling of names in Persian and Indian languages. */
const joiners = /[\u200c\u200d]/g

/**
 * The one spelling of a name (of a person, an organisation, a token): Unicode NFC, single spaces. Throws a Problem that
 * says what to correct.
 */
export function normaliseName(typed: string): string {
  const name = typed
    .normalize('NFC')
    .trim()
    .replaceAll(/\p{Zs}+/gu, ' ')
  const readable = /[\p{L}\p{N}]/u.test(name) && !unseen.test(name.replaceAll(joiners, ''))
  if (readable && name.length <= nameCharactersMax) return name
  throw new Problem('bad-request', 'name-malformed', {
    de: `Diesen Namen können wir nicht anzeigen. Verwenden Sie höchstens ${nameCharactersMax} sichtbare Zeichen, darunter einen Buchstaben oder eine Ziffer.`,
    en: `This name cannot be shown. Use at most ${nameCharactersMax} visible characters, among them a letter or a digit.`,
  })
}
