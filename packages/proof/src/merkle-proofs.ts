/** The making of proofs: which subtrees a proof consists of, and their hashes from a reader. */
import { emptyRoot, checkSize, isPowerOfTwo, nodeHash } from './merkle.ts'
import { ProofError } from './proof-error.ts'

/**
 * Hash of a complete subtree: `level` 0 are leaf hashes, and a node at (level, index) covers the leaves
 * [index × 2^level, (index + 1) × 2^level). `hashReader` makes one from tiles.
 */
export type HashAt = (level: number, index: number) => Uint8Array | Promise<Uint8Array>

/** Leaves [begin, end) that form one node of the tree. */
export interface Range {
  readonly begin: number
  readonly end: number
}

/** PATH of RFC 6962 section 2.1.1, lowest first. Throws `index-out-of-range`. */
export function inclusionRanges(index: number, size: number): Range[] {
  checkSize(size)
  if (!Number.isSafeInteger(index) || index < 0 || index >= size) {
    throw new ProofError('index-out-of-range', `no leaf ${index} in a tree of ${size}`)
  }
  const ranges: Range[] = []
  let [begin, end] = [0, size]
  while (end - begin > 1) {
    const middle = begin + largestPowerBelow(end - begin)
    ranges.push(index < middle ? { begin: middle, end } : { begin, end: middle })
    if (index < middle) end = middle
    else begin = middle
  }
  return ranges.toReversed()
}

/** PROOF of RFC 6962 section 2.1.2. Empty for equal sizes; throws `size-invalid` from the empty tree, `size-order`. */
export function consistencyRanges(firstSize: number, secondSize: number): Range[] {
  checkSize(firstSize)
  checkSize(secondSize)
  if (firstSize > secondSize)
    throw new ProofError('size-order', `${firstSize} leaves cannot grow to ${secondSize}`)
  if (firstSize === secondSize) return []
  if (firstSize === 0) throw new ProofError('size-invalid', 'nothing can be proved from the empty tree')
  const ranges: Range[] = []
  let [begin, end] = [0, secondSize]
  while (end !== firstSize) {
    const middle = begin + largestPowerBelow(end - begin)
    ranges.push(firstSize <= middle ? { begin: middle, end } : { begin, end: middle })
    if (firstSize <= middle) end = middle
    else begin = middle
  }
  // The whole first tree is known to whoever verifies; a part of it is not.
  if (begin > 0) ranges.push({ begin, end })
  return ranges.toReversed()
}

/** Proof that leaf `index` stands in the tree of `size` leaves. */
export const inclusionProof = (index: number, size: number, hashAt: HashAt): Promise<Uint8Array[]> =>
  hashesOf(inclusionRanges(index, size), hashAt)

/** Proof that the tree of `secondSize` leaves only appended to that of `firstSize`. */
export const consistencyProof = (first: number, second: number, hashAt: HashAt): Promise<Uint8Array[]> =>
  hashesOf(consistencyRanges(first, second), hashAt)

/** Root of the tree over the first `size` leaves. */
export async function rootAt(size: number, hashAt: HashAt): Promise<Uint8Array> {
  checkSize(size)
  return size === 0 ? emptyRoot() : rangeHash({ begin: 0, end: size }, hashAt)
}

async function hashesOf(ranges: readonly Range[], hashAt: HashAt): Promise<Uint8Array[]> {
  const hashes: Uint8Array[] = []
  for (const range of ranges) hashes.push(await rangeHash(range, hashAt))
  return hashes
}

async function rangeHash({ begin, end }: Range, hashAt: HashAt): Promise<Uint8Array> {
  const count = end - begin
  if (isPowerOfTwo(count)) return hashAt(Math.log2(count), begin / count)
  const middle = begin + largestPowerBelow(count)
  const left = await rangeHash({ begin, end: middle }, hashAt)
  return nodeHash(left, await rangeHash({ begin: middle, end }, hashAt))
}

/** The largest power of two smaller than `size`, which is at least 2. */
function largestPowerBelow(size: number): number {
  let power = 1
  while (power * 2 < size) power *= 2
  return power
}
