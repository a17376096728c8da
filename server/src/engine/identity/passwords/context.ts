const wordCharactersMin = 3
const wordsMax = 64
const restCharactersMin = 8
/** Always refused as the substance of a password: what everybody knows of this installation (ASVS 6.1.2). */
export const alwaysKnown = ['nachweis']

/**
 * The words that others know of this person and that make up a password: it has fewer than 8 other letters and digits.
 * Compared without regard to case, accents and signs. A long passphrase may contain them: NIST SP 800-63B-4, 3.1.1.2, compares
 * the entire password.
 */
export function contextIn(password: string, context: readonly string[]): string[] {
  const found: string[] = []
  let rest = fold(password)
  for (const word of wordsOf([...alwaysKnown, ...context])) {
    if (!rest.includes(word)) continue
    found.push(word)
    rest = rest.replaceAll(word, ' ')
  }
  return rest.replaceAll(' ', '').length < restCharactersMin ? found : []
}

/** Longest first, so that a name goes as a whole. Umlauts count in both spellings: "müller" and "mueller". */
function wordsOf(context: readonly string[]): string[] {
  const words = context.flatMap((entry) =>
    [entry, spelledOut(entry)].flatMap((spelling) => [
      fold(spelling),
      ...spelling.split(/[^\p{L}\p{M}\p{N}]+/u).map(fold),
    ]),
  )
  return [...new Set(words)]
    .filter((word) => word.length >= wordCharactersMin)
    .toSorted((a, b) => b.length - a.length || (a < b ? -1 : 1))
    .slice(0, wordsMax)
}

const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replace(/[^\p{L}\p{N}]/gu, '')

const spelledOut = (text: string): string =>
  text.normalize('NFC').toLowerCase().replaceAll('ä', 'ae').replaceAll('ö', 'oe').replaceAll('ü', 'ue')
