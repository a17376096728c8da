import { Problem } from '../../../kernel/problem.ts'

export const passwordCharactersMax = 256

/** What keeps a text from being a password at all, whoever's it is; null: nothing. */
export function unusable(password: string): 'too-long' | 'not-text' | null {
  // Counting code points of a body of megabytes would be work for nothing: none has more than two code units.
  if (password.length > 2 * passwordCharactersMax) return 'too-long'
  if (charactersOf(password.normalize('NFC')) > passwordCharactersMax) return 'too-long'
  // UAX 15, section 12.1: only assigned code points keep their normal form for ever. Lone surrogates have no UTF-8.
  return password.isWellFormed() && !/\p{Cn}/u.test(password) ? null : 'not-text'
}

/** Code points, each counted as one character (NIST SP 800-63B-4, 3.1.1.2). */
export const charactersOf = (text: string): number => Array.from(text).length

/**
 * The bytes that are hashed: UTF-8 of the normal form C (NIST SP 800-63B-4, 3.1.1.2), otherwise exactly as received
 * (ASVS 6.2.8). Throws a Problem for what cannot be a password, before any costly work.
 */
export function passwordBytes(password: string): Buffer {
  const problem = unusable(password)
  if (problem === 'too-long')
    throw new Problem('bad-request', 'password-too-long', {
      de: `Passwörter haben hier höchstens ${passwordCharactersMax} Zeichen. Bitte prüfen Sie Ihre Eingabe.`,
      en: `Passwords have ${passwordCharactersMax} characters at most here. Please check what you entered.`,
    })
  if (problem === 'not-text')
    throw new Problem('bad-request', 'password-not-text', {
      de: 'Das Passwort enthält ein Zeichen, das in Unicode nicht vergeben ist. Bitte prüfen Sie Ihre Eingabe.',
      en: 'The password contains a character that Unicode does not define. Please check what you entered.',
    })
  return Buffer.from(password.normalize('NFC'), 'utf8')
}
