import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { equalBytes, fromBase64 } from './bytes.ts'
import { consistencyProof, inclusionProof, rootAt, type HashAt } from './merkle-proofs.ts'
import { emptyRoot, leafHash, nodeHash, treeRoot, verifyConsistency, verifyInclusion } from './merkle.ts'
import { ProofError } from './proof-error.ts'

const vectors = fileURLToPath(new URL('../../../../shared/vectors/merkle/', import.meta.url))
const cases = (kind: string) =>
  globSync(`${vectors}${kind}/**/*.json`).map((file) => [file.slice(vectors.length), file])
const read = (file: string) => JSON.parse(readFileSync(file, 'utf8'))
const hashes = (list: string[] | null) => (list ?? []).map(fromBase64)

/** True when verified; a refusal must be a ProofError, anything else is a defect. */
function verified(verify: () => void): boolean {
  try {
    verify()
    return true
  } catch (error) {
    if (error instanceof ProofError) return false
    throw error
  }
}

test('the vectors are there', () => {
  expect(cases('inclusion').length).toBeGreaterThan(90)
  expect(cases('consistency').length).toBeGreaterThan(90)
})

describe('inclusion vectors', () => {
  test.each(cases('inclusion'))('%s', (_name, file) => {
    const { leafIdx, treeSize, root, leafHash, proof, wantErr } = read(file)
    const inclusion = {
      index: leafIdx,
      size: treeSize,
      root: fromBase64(root ?? ''),
      leafHash: fromBase64(leafHash ?? ''),
      proof: hashes(proof),
    }
    expect(verified(() => verifyInclusion(inclusion))).toBe(!wantErr)
  })
})

describe('consistency vectors', () => {
  test.each(cases('consistency'))('%s', (_name, file) => {
    const { size1, size2, root1, root2, proof, wantErr } = read(file)
    const consistency = {
      firstSize: size1,
      secondSize: size2,
      firstRoot: fromBase64(root1 ?? ''),
      secondRoot: fromBase64(root2 ?? ''),
      proof: hashes(proof),
    }
    expect(verified(() => verifyConsistency(consistency))).toBe(!wantErr)
  })
})

const leaves = Array.from({ length: 300 }, (_, at) => leafHash(new Uint8Array([at, at >> 8])))

/** RFC 6962 section 2.1 word for word, as the independent definition. */
function mth(hashes: readonly Uint8Array[]): Uint8Array {
  if (hashes.length === 0) return emptyRoot()
  const [only] = hashes
  if (only && hashes.length === 1) return only
  let k = 1
  while (2 * k < hashes.length) k *= 2
  return nodeHash(mth(hashes.slice(0, k)), mth(hashes.slice(k)))
}

const hashAt: HashAt = (level, index) => mth(leaves.slice(index * 2 ** level, (index + 1) * 2 ** level))
const flip = (hash: Uint8Array, bit: number) =>
  hash.map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte))

test('the root is the one of the recursive definition', async () => {
  for (const size of [0, 1, 2, 3, 4, 5, 7, 8, 31, 32, 33, 255, 256, 257, 300]) {
    expect(equalBytes(treeRoot(leaves.slice(0, size)), mth(leaves.slice(0, size))), `size ${size}`).toBe(true)
    expect(equalBytes(await rootAt(size, hashAt), mth(leaves.slice(0, size))), `size ${size}`).toBe(true)
  }
})

test('every inclusion proof verifies, and with any bit flipped does not', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 300 }),
      fc.nat(),
      fc.nat(),
      fc.nat(255),
      async (size, pick, at, bit) => {
        const index = pick % size
        const proof = await inclusionProof(index, size, hashAt)
        const inclusion = {
          index,
          size,
          root: treeRoot(leaves.slice(0, size)),
          leafHash: leaves[index] as Uint8Array,
          proof,
        }
        expect(verified(() => verifyInclusion(inclusion))).toBe(true)
        expect(verified(() => verifyInclusion({ ...inclusion, root: flip(inclusion.root, bit) }))).toBe(false)
        expect(
          verified(() => verifyInclusion({ ...inclusion, leafHash: flip(inclusion.leafHash, bit) })),
        ).toBe(false)
        if (proof.length === 0) return
        const broken = proof.with(at % proof.length, flip(proof[at % proof.length] ?? emptyRoot(), bit))
        expect(verified(() => verifyInclusion({ ...inclusion, proof: broken }))).toBe(false)
        expect(verified(() => verifyInclusion({ ...inclusion, proof: proof.slice(1) }))).toBe(false)
        expect(
          verified(() => verifyInclusion({ ...inclusion, proof: [...proof, ...proof.slice(0, 1)] })),
        ).toBe(false)
      },
    ),
  )
})

test('every consistency proof verifies, and with any bit flipped does not', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 300 }),
      fc.nat(),
      fc.nat(),
      fc.nat(255),
      async (secondSize, pick, at, bit) => {
        const firstSize = 1 + (pick % secondSize)
        const proof = await consistencyProof(firstSize, secondSize, hashAt)
        const roots = {
          firstRoot: treeRoot(leaves.slice(0, firstSize)),
          secondRoot: treeRoot(leaves.slice(0, secondSize)),
        }
        const consistency = { firstSize, secondSize, ...roots, proof }
        expect(verified(() => verifyConsistency(consistency))).toBe(true)
        expect(
          verified(() => verifyConsistency({ ...consistency, firstRoot: flip(roots.firstRoot, bit) })),
        ).toBe(false)
        expect(
          verified(() => verifyConsistency({ ...consistency, secondRoot: flip(roots.secondRoot, bit) })),
        ).toBe(false)
        if (proof.length === 0) return
        const broken = proof.with(at % proof.length, flip(proof[at % proof.length] ?? emptyRoot(), bit))
        expect(verified(() => verifyConsistency({ ...consistency, proof: broken }))).toBe(false)
        expect(verified(() => verifyConsistency({ ...consistency, proof: proof.slice(1) }))).toBe(false)
      },
    ),
  )
})

test('refusals name their reason', () => {
  const root = emptyRoot()
  const inclusion = { index: 0, size: 2, root, leafHash: root, proof: [root] }
  const code = (verify: () => void) => {
    try {
      verify()
      return null
    } catch (error) {
      return error instanceof ProofError ? error.code : error
    }
  }
  expect(code(() => verifyInclusion({ ...inclusion, index: 2 }))).toBe('index-out-of-range')
  expect(code(() => verifyInclusion({ ...inclusion, size: 2 ** 53 }))).toBe('size-invalid')
  expect(code(() => verifyInclusion({ ...inclusion, proof: [] }))).toBe('proof-length')
  expect(code(() => verifyInclusion({ ...inclusion, proof: [new Uint8Array(31)] }))).toBe('hash-length')
  expect(code(() => verifyInclusion(inclusion))).toBe('root-mismatch')
  const consistency = { firstSize: 3, secondSize: 2, firstRoot: root, secondRoot: root, proof: [] }
  expect(code(() => verifyConsistency(consistency))).toBe('size-order')
  expect(code(() => verifyConsistency({ ...consistency, firstSize: 0 }))).toBe('size-invalid')
})
