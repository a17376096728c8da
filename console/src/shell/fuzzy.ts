import { folded } from '../parts/data-table-rows.ts'

/** How well `sought` fits `text`, 0 to 1; 0: not at all. Every word must be found; letters in order are enough. */
export function fit(sought: string, text: string): number {
  const where = folded(text)
  const words = folded(sought).split(/\s+/).filter(Boolean)
  if (words.length === 0) return 1
  let worst = 1
  for (const word of words) worst = Math.min(worst, wordFit(word, where))
  return worst
}

function wordFit(word: string, where: string): number {
  const at = where.indexOf(word)
  if (at === 0) return 1
  if (at > 0) return /[\s\-/(„“"]/.test(where.charAt(at - 1)) ? 0.9 : 0.7
  return spread(word, where)
}

/** Letters in order with gaps: the fewer and shorter the gaps, the better; far spread letters are chance. */
function spread(word: string, where: string): number {
  let from = 0
  let first = -1
  for (const letter of word) {
    const at = where.indexOf(letter, from)
    if (at === -1) return 0
    if (first === -1) first = at
    from = at + 1
  }
  const share = word.length / (from - first)
  return word.length > 2 && share >= 0.5 ? share * 0.6 : 0
}

/** The best fits first, equal ones in the order given. */
export function bestFits<T>(
  sought: string,
  entries: readonly T[],
  textOf: (entry: T) => string,
  max: number,
): T[] {
  return entries
    .map((entry) => ({ entry, score: fit(sought, textOf(entry)) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score)
    .slice(0, max)
    .map(({ entry }) => entry)
}
