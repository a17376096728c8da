/** The only letters beyond ASCII whose lower case begins with a letter of ASCII: the Kelvin sign, and the dotted İ. */
const crossing = /[\u0130\u212a]/
const others = /[^\u0130\u212a]+/g

/**
 * A text as searches compare it: upper and lower case are the same. Each letter is folded by itself, whatever stands beside
 * it, and none beyond ASCII becomes one of ASCII: so the database, which folds ASCII alone, never sorts out what matches.
 */
export function fold(text: string): string {
  const lower = crossing.test(text) ? text.replace(others, lowered) : text.toLowerCase()
  // Lower case knows two forms of sigma, by what follows.
  return lower.replaceAll('ς', 'σ')
}

const lowered = (part: string) => part.toLowerCase()
