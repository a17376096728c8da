import { chapters, type Chapter, type Status, type TrustDocument, type TrustMeasure } from 'nachweis-verify'

/** How many claims have each status, and how many hold because they were executed. */
export interface Tally {
  readonly total: number
  readonly proven: number
  readonly counts: Readonly<Record<Status, number>>
}

/** Counts the claims of some measures. */
export function tally(measures: readonly TrustMeasure[]): Tally {
  const counts: Record<Status, number> = { holding: 0, failing: 0, stale: 0, unknown: 0 }
  let proven = 0
  let total = 0
  for (const claim of measures.flatMap((measure) => measure.claims)) {
    counts[claim.status] += 1
    total += 1
    if (claim.status === 'holding' && claim.basis === 'executed') proven += 1
  }
  return { total, proven, counts }
}

export interface ChapterContents {
  readonly chapter: Chapter
  readonly measures: readonly TrustMeasure[]
  readonly tally: Tally
}

/** The chapters that have measures, in the order of the page. */
export function chapterContents(document: TrustDocument): readonly ChapterContents[] {
  return chapters
    .map((chapter) => ({
      chapter,
      measures: document.measures.filter((measure) => measure.chapter === chapter),
    }))
    .filter(({ measures }) => measures.length > 0)
    .map((found) => ({ ...found, tally: tally(found.measures) }))
}

export interface CheckpointFacts {
  /** Base64 as in the checkpoint. */
  readonly root: string
  /** Names of cosigners: signatures by others than the log itself. */
  readonly witnesses: readonly string[]
}

const signatureLinesMax = 64

/** Reads what the page says of a checkpoint, without verifying it (the verifier does); null when it is none. */
export function checkpointFacts(checkpoint: string): CheckpointFacts | null {
  const [body = '', signatures = ''] = checkpoint.split('\n\n', 2)
  const [origin, size, root] = body.split('\n')
  if (origin === undefined || !/^\d+$/.test(size ?? '') || !root) return null
  const names = signatures
    .split('\n', signatureLinesMax)
    .flatMap((line) => /^— (\S+) \S+$/.exec(line)?.[1] ?? [])
    // The log cosigns its own checkpoints with a clock key: that is no witness.
    .filter((name) => name !== origin && name !== `${origin}/clock`)
  return { root, witnesses: [...new Set(names)] }
}
