export interface ChangedLine {
  readonly kind: 'removed' | 'added'
  /** In the text before for what was removed, in the text after for what was added; from 1. */
  readonly number: number
  readonly text: string
}

/** Longer stretches are told as a whole: comparing takes the product of both lengths. */
const comparedMax = 2_000

/** The lines in which two texts differ, in order, removed before added. */
export function changedLines(before: string, after: string): ChangedLine[] {
  const [a, b] = [before.split('\n'), after.split('\n')]
  let start = 0
  while (start < Math.min(a.length, b.length) && a[start] === b[start]) start += 1
  let end = 0
  while (end < Math.min(a.length, b.length) - start && a[a.length - 1 - end] === b[b.length - 1 - end])
    end += 1
  const [removed, added] = [a.slice(start, a.length - end), b.slice(start, b.length - end)]
  const [keptA, keptB] =
    Math.max(removed.length, added.length) > comparedMax
      ? [new Set<number>(), new Set<number>()]
      : common(removed, added)
  const only = (kind: ChangedLine['kind'], lines: readonly string[], kept: ReadonlySet<number>) =>
    lines.flatMap((text, i) =>
      kept.has(i) || text.trim() === '' ? [] : [{ kind, number: start + i + 1, text }],
    )
  return [...only('removed', removed, keptA), ...only('added', added, keptB)]
}

/** The places of a longest common subsequence in both lists. */
function common(a: readonly string[], b: readonly string[]): [Set<number>, Set<number>] {
  const width = b.length + 1
  const lengths = new Uint16Array((a.length + 1) * width)
  const at = (i: number, j: number) => lengths[i * width + j] as number
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1)
      lengths[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
  const [keptA, keptB] = [new Set<number>(), new Set<number>()]
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (a[i] === b[j]) {
      keptA.add(i++)
      keptB.add(j++)
    } else if (at(i + 1, j) >= at(i, j + 1)) i += 1
    else j += 1
  }
  return [keptA, keptB]
}
