/** The whole tree, computed again from its entries and compared with every tile that is served. */
import { equalBytes, fromBase64 } from '../bytes.ts'
import type { Checkpoint } from '../checkpoint.ts'
import { checkEntry } from '../leaf.ts'
import { consistencyProof } from '../merkle-proofs.ts'
import { leafHash, verifyConsistency } from '../merkle.ts'
import { ProofError } from '../proof-error.ts'
import { hashReader } from '../tile-reader.ts'
import {
  decodeEntries,
  entryBundlesOf,
  hashTilesOf,
  tilePath,
  tileWidth,
  type TileAddress,
} from '../tiles.ts'
import { append, edgeRoot, emptyEdge, type TreeEdge } from '../tree-edge.ts'
import { messageOf, Refusal, type TreeMemory } from './report.ts'
import { inParallel, need, type Run } from './run.ts'

export interface Tree {
  readonly size: number
  /** Entry at a leaf index below `size`. */
  entryAt(index: number): Uint8Array
  /** The hash tiles, by path without leading slash. */
  readonly tiles: ReadonlyMap<string, Uint8Array>
}

/** Fetches all entries, computes the tree, and compares root and tiles. Throws Refusal; tiles that differ are findings. */
export async function rebuildTree(run: Run, head: Checkpoint): Promise<Tree> {
  const bundles = await fetchBundles(run, head.size)
  const { root, tiles } = growTree(bundles, head.size)
  await inParallel(hashTilesOf(head.size), async (address) => {
    const path = tilePath(address)
    const served = await need(run, `/log/${path}`)
    if (!equalBytes(served, tiles.get(path) as Uint8Array)) {
      run.findings.add(`/log/${path}`, 'tile-differs', firstWrongHash(served, tiles.get(path) as Uint8Array))
    }
    run.counts.tiles++
  })
  // After the tiles, so that their findings say which entry is another.
  if (!equalBytes(root, head.root)) {
    throw new Refusal(
      '/log/tile/entries',
      'root-differs',
      `the ${head.size} entries do not give the signed root`,
    )
  }
  const entryAt = (index: number) =>
    (bundles[Math.floor(index / tileWidth)] as Uint8Array[])[index % tileWidth] as Uint8Array
  return { size: head.size, entryAt, tiles }
}

async function fetchBundles(run: Run, size: number): Promise<Uint8Array[][]> {
  const addresses = entryBundlesOf(size)
  const bundles: Uint8Array[][] = Array.from({ length: addresses.length }, () => [])
  await inParallel(addresses, async (address) => {
    const path = `/log/${tilePath(address)}`
    const bytes = await need(run, path)
    try {
      const entries = decodeEntries(bytes, address.width)
      entries.forEach(checkEntry)
      bundles[address.index] = entries
    } catch (error) {
      throw new Refusal(path, 'bundle-invalid', messageOf(error))
    }
    run.counts.entries += address.width
  })
  return bundles
}

const bundlesAtOnce = 64

function growTree(
  bundles: readonly Uint8Array[][],
  size: number,
): { root: Uint8Array; tiles: Map<string, Uint8Array> } {
  const wanted = new Set(hashTilesOf(size).map(tilePath))
  const tiles = new Map<string, Uint8Array>()
  let edge: TreeEdge = emptyEdge
  for (let from = 0; from < bundles.length; from += bundlesAtOnce) {
    const appended = append(
      edge,
      bundles
        .slice(from, from + bundlesAtOnce)
        .flat()
        .map(leafHash),
    )
    edge = appended.edge
    for (const tile of appended.tiles) if (wanted.has(tilePath(tile))) tiles.set(tilePath(tile), tile.bytes)
  }
  return { root: edgeRoot(edge), tiles }
}

function firstWrongHash(served: Uint8Array, computed: Uint8Array): string {
  if (served.length !== computed.length) return `it has ${served.length} bytes, not ${computed.length}`
  const at = computed.findIndex((byte, index) => served[index] !== byte)
  return `hash ${Math.floor(at / 32)} differs from the tree of the entries`
}

/** Proves that two heads are of one log. Throws ProofError when they are not, Refusal when tiles are missing. */
export type SameLog = (other: Pick<Checkpoint, 'size' | 'root'>) => Promise<void>

/** `tiles` are those of the verified tree; without them, and for larger heads, they are asked for: proofs need no trust. */
export function sameLogAs(
  run: Run,
  head: Checkpoint,
  tiles: ReadonlyMap<string, Uint8Array> | null,
): SameLog {
  const proved = new Map<string, Promise<void>>()
  return (other) => {
    const key = `${other.size} ${other.root.join()}`
    const known = proved.get(key) ?? prove(run, head, other, tiles)
    proved.set(key, known)
    return known
  }
}

async function prove(
  run: Run,
  head: Checkpoint,
  other: Pick<Checkpoint, 'size' | 'root'>,
  tiles: ReadonlyMap<string, Uint8Array> | null,
): Promise<void> {
  const [first, second] = other.size <= head.size ? [other, head] : [head, other]
  if (first.size === 0 && second.size > 0) return
  if (first.size === second.size) {
    if (!equalBytes(first.root, second.root)) {
      throw new ProofError('root-mismatch', `two different trees of ${first.size} leaves`)
    }
    return
  }
  const read = async (address: TileAddress) =>
    (second.size === head.size && tiles?.get(tilePath(address))) || need(run, `/log/${tilePath(address)}`)
  const proof = await consistencyProof(first.size, second.size, hashReader(second.size, read))
  const sizes = { firstSize: first.size, secondSize: second.size }
  verifyConsistency({ ...sizes, firstRoot: first.root, secondRoot: second.root, proof })
}

/** Throws Refusal `rollback` or `split-view` when the log is not the continuation of what was seen before. */
export async function checkContinues(
  memory: TreeMemory,
  head: Checkpoint,
  sameLog: SameLog,
  mayBeOlder: boolean,
  where = '/log/checkpoint',
): Promise<'continues' | 'older'> {
  if (head.size < memory.size) {
    if (mayBeOlder) return 'older'
    const message = `it had ${memory.size} entries before and now has ${head.size}`
    throw new Refusal(where, 'rollback', message)
  }
  try {
    await sameLog({ size: memory.size, root: fromBase64(memory.root) })
  } catch (error) {
    if (!(error instanceof ProofError)) throw error
    throw new Refusal(where, 'split-view', `not the log that was seen before: ${error.message}`)
  }
  return 'continues'
}
