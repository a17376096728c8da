/** The Merkle tree of RFC 6962 / RFC 9162 over SHA-256: hashes, and the verification of proofs. */
import { equalBytes, type Bytes } from './bytes.ts'
import { ProofError } from './proof-error.ts'
import { hashBytes, sha256 } from './sha256.ts'

const leafPrefix = new Uint8Array([0])
const nodePrefix = new Uint8Array([1])

/** Hash of a leaf: SHA-256(0x00 ‖ entry). */
export const leafHash = (entry: Uint8Array): Bytes => sha256(leafPrefix, entry)

/** Hash of an inner node: SHA-256(0x01 ‖ left ‖ right). */
export const nodeHash = (left: Uint8Array, right: Uint8Array): Bytes => sha256(nodePrefix, left, right)

/** Root of the tree without leaves: SHA-256 of nothing. */
export const emptyRoot = (): Bytes => sha256()

/** Root of the tree over leaf hashes (RFC 6962 section 2.1). */
export function treeRoot(leafHashes: readonly Uint8Array[]): Uint8Array {
  if (leafHashes.length === 0) return emptyRoot()
  let row: readonly Uint8Array[] = leafHashes
  while (row.length > 1) {
    const above: Uint8Array[] = []
    for (let at = 0; at + 1 < row.length; at += 2) {
      above.push(nodeHash(row[at] as Uint8Array, row[at + 1] as Uint8Array))
    }
    // A node without a right neighbour rises unchanged: the same tree as the RFC's recursive definition.
    if (row.length % 2 === 1) above.push(row.at(-1) as Uint8Array)
    row = above
  }
  return row[0] as Uint8Array
}

export interface Inclusion {
  /** Place of the leaf, from 0. */
  readonly index: number
  /** Number of leaves of the tree. */
  readonly size: number
  readonly root: Uint8Array
  readonly leafHash: Uint8Array
  /** Hashes from the leaf's sibling upwards. */
  readonly proof: readonly Uint8Array[]
}

/**
 * Verifies that the leaf stands at `index` of the tree (RFC 9162 section 2.1.3.2). Returns nothing; throws ProofError:
 * `size-invalid`, `index-out-of-range`, `hash-length`, `proof-length`, `root-mismatch`.
 */
export function verifyInclusion({ index, size, root, leafHash, proof }: Inclusion): void {
  checkSize(size)
  if (!Number.isSafeInteger(index) || index < 0 || index >= size) {
    throw new ProofError('index-out-of-range', `no leaf ${index} in a tree of ${size}`)
  }
  checkHashes([root, leafHash, ...proof])
  let node = index
  let last = size - 1
  let hash = leafHash
  for (const sibling of proof) {
    if (last === 0) throw tooLong()
    if (node % 2 === 1 || node === last) {
      hash = nodeHash(sibling, hash)
      ;[node, last] = skipMissingSiblings(node, last)
    } else {
      hash = nodeHash(hash, sibling)
    }
    node = Math.floor(node / 2)
    last = Math.floor(last / 2)
  }
  if (last !== 0) throw tooShort()
  checkRoot(hash, root, 'the inclusion proof does not lead to the root')
}

export interface Consistency {
  readonly firstSize: number
  readonly secondSize: number
  readonly firstRoot: Uint8Array
  readonly secondRoot: Uint8Array
  readonly proof: readonly Uint8Array[]
}

/**
 * Verifies that the second tree only appended to the first (RFC 9162 section 2.1.4.2). A proof from the empty tree
 * says nothing and is refused. Returns nothing; throws ProofError: `size-invalid`, `size-order`, `hash-length`,
 * `proof-length`, `root-mismatch`.
 */
export function verifyConsistency({
  firstSize,
  secondSize,
  firstRoot,
  secondRoot,
  proof,
}: Consistency): void {
  checkSize(firstSize)
  checkSize(secondSize)
  if (firstSize === 0) throw new ProofError('size-invalid', 'nothing can be proved from the empty tree')
  if (firstSize > secondSize)
    throw new ProofError('size-order', `${firstSize} leaves cannot grow to ${secondSize}`)
  if (firstSize === secondSize) {
    if (proof.length > 0) throw tooLong()
    return checkRoot(firstRoot, secondRoot, `two different trees of ${firstSize} leaves`)
  }
  if (proof.length === 0) throw tooShort()
  checkHashes([firstRoot, secondRoot, ...proof])
  // A first tree of a power of two is itself the first hash of the proof, which therefore leaves it out.
  const path = isPowerOfTwo(firstSize) ? [firstRoot, ...proof] : proof
  const rebuilt = rebuild(firstSize, secondSize, path)
  checkRoot(rebuilt.first, firstRoot, `the log did not contain the first ${firstSize} leaves as they were`)
  checkRoot(
    rebuilt.second,
    secondRoot,
    `the consistency proof does not lead to the tree of ${secondSize} leaves`,
  )
}

function rebuild(firstSize: number, secondSize: number, path: readonly Uint8Array[]) {
  let node = firstSize - 1
  let last = secondSize - 1
  while (node % 2 === 1) {
    node = Math.floor(node / 2)
    last = Math.floor(last / 2)
  }
  let first = path[0] as Uint8Array
  let second = first
  for (const sibling of path.slice(1)) {
    if (last === 0) throw tooLong()
    if (node % 2 === 1 || node === last) {
      first = nodeHash(sibling, first)
      second = nodeHash(sibling, second)
      ;[node, last] = skipMissingSiblings(node, last)
    } else {
      second = nodeHash(second, sibling)
    }
    node = Math.floor(node / 2)
    last = Math.floor(last / 2)
  }
  if (last !== 0) throw tooShort()
  return { first, second }
}

/** Climbs past the levels on which a node at the right edge has no sibling. */
function skipMissingSiblings(node: number, last: number): [number, number] {
  while (node % 2 === 0 && node !== 0) {
    node /= 2
    last = Math.floor(last / 2)
  }
  return [node, last]
}

export const isPowerOfTwo = (size: number): boolean => size > 0 && 2 ** Math.round(Math.log2(size)) === size

/** Sizes and indexes are whole numbers up to 2^53 - 1: what a JavaScript number holds exactly. */
export function checkSize(size: number): void {
  if (!Number.isSafeInteger(size) || size < 0) throw new ProofError('size-invalid', `${size} is no tree size`)
}

function checkHashes(hashes: readonly Uint8Array[]): void {
  for (const hash of hashes) {
    if (hash.length !== hashBytes)
      throw new ProofError('hash-length', `a hash has ${hash.length} bytes, not 32`)
  }
}

function checkRoot(computed: Uint8Array, expected: Uint8Array, message: string): void {
  if (!equalBytes(computed, expected)) throw new ProofError('root-mismatch', message)
}

const tooLong = () => new ProofError('proof-length', 'the proof has more hashes than the tree has levels')
const tooShort = () => new ProofError('proof-length', 'the proof has too few hashes')
