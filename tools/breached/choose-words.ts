const charactersMin = 8
const longCharactersMin = 12
const frequentMax = 100_000

export interface Lists {
  /** By falling frequency. */
  readonly frequent: readonly string[]
  /** Taken whole. */
  readonly whole: readonly string[]
  /** Of which only passwords of 12 characters and more are taken. */
  readonly long: readonly string[]
}

/**
 * The words that the filter holds: all of 8 characters and more (12 in the long list), and short words of letters among the
 * 100,000 most frequent passwords, because people append a year to them.
 */
export function chooseWords({ frequent, whole, long }: Lists): Set<string> {
  const short = frequent.slice(0, frequentMax).map(folded)
  return new Set([
    ...short.filter((word) => /^\p{L}{5,7}$/u.test(word)),
    ...[...frequent, ...whole].map(folded).filter((word) => word.length >= charactersMin),
    ...long.map(folded).filter((word) => word.length >= longCharactersMin),
  ])
}

const folded = (word: string): string => word.normalize('NFC').toLowerCase()

/** One word a line, or a JSON array of words; what is not UTF-8 is taken as Latin-1. Comments of `john` are left out. */
export function readWords(bytes: Buffer, path: string): string[] {
  if (path.endsWith('.json')) return JSON.parse(bytes.toString('utf8')) as string[]
  return bytes
    .toString('latin1')
    .split(/\r?\n/)
    .filter((line) => line !== '' && !line.startsWith('#!comment'))
    .map((line) => {
      const raw = Buffer.from(line, 'latin1')
      const text = raw.toString('utf8')
      return text.includes('\uFFFD') ? line : text
    })
}
