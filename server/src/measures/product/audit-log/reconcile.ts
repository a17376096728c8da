import { setImmediate as pause } from 'node:timers/promises'
import {
  append,
  decodeEntries,
  equalBytes,
  hashReader,
  inclusionProof,
  leafHash,
  openLeaf,
  parseVerifierKey,
  ProofError,
  tilePath,
  tileWidth,
  verifyCheckpoint,
  verifyInclusion,
} from 'nachweis-verify'
import {
  leafContents,
  readReconciliation,
  type Head,
  type LeafContent,
  type Reconciliation,
} from '../../../engine/log/index.ts'
import type { Reader } from '../../../platform/database/database.ts'
import { addressesFrom, newestFrom, readPart } from './log-copy.ts'
import { edgeOf } from './verify-copy.ts'

const newestTilesMax = 39
const sampleMax = 200
const namedMax = 5

/** What was found on the log itself, disclosed or not. */
export interface Reconciled extends Reconciliation {
  /** The leaves of this head were looked at. */
  readonly headSize: number
  /** Newest leaves, all opened, and older ones, drawn at random. */
  readonly newest: number
  readonly sampled: number
  /** Leaves that nothing opens; the first five by index. */
  readonly unopened: number
  readonly unopenedFirst: readonly number[]
  /** Why the tree of the entries is not the signed one, as a code; null when it is. */
  readonly treeRefused: string | null
}

/**
 * Compares records, leaves and outbox, opens the newest leaves (up to 10,000) and a random sample of older ones from
 * their stored records, and computes the tree from the entries. `random(n)` gives 0 to n - 1.
 */
export async function reconcile(
  reader: Reader,
  head: Head,
  random: (below: number) => number,
  signal: AbortSignal,
): Promise<Reconciled> {
  const counted = await readReconciliation(reader)
  if (!counted) throw new Error('the log is not open')
  const from = newestFrom(head.size, newestTilesMax)
  const opened = new Opened()
  const treeRefused = await refusalOf(() => openNewest(reader, head, from, opened, signal))
  const sample = drawSample(from, random)
  const sampleRefused = await refusalOf(() => openSample(reader, head, sample, opened, signal))
  return {
    ...counted,
    headSize: head.size,
    newest: head.size - from,
    sampled: sample.length,
    unopened: opened.refused.length,
    unopenedFirst: opened.refused.slice(0, namedMax),
    treeRefused: treeRefused ?? sampleRefused,
  }
}

async function openNewest(
  reader: Reader,
  head: Head,
  from: number,
  opened: Opened,
  signal: AbortSignal,
): Promise<void> {
  const keys = { log: parseVerifierKey(head.key), clock: parseVerifierKey(head.clockKey) }
  const signed = await verifyCheckpoint(head.checkpoint, keys)
  const tiles = new Map<string, Uint8Array>()
  const hashes: Uint8Array[] = []
  for (const address of addressesFrom(from, head.size)) {
    signal.throwIfAborted()
    const bytes = await readPart(reader, address)
    if (address.level !== 'entries') {
      tiles.set(tilePath(address), bytes)
      continue
    }
    const entries = decodeEntries(bytes, address.width)
    const first = address.index * tileWidth
    const contents = await leafContents(reader, first, first + address.width)
    opened.all(first, entries, contents)
    hashes.push(...entries.map(leafHash))
    await pause()
  }
  const { root } = append(edgeOf(from, tiles, head.size), hashes)
  if (!equalBytes(root, signed.root) || signed.size !== head.size)
    throw new ProofError('root-mismatch', 'not the signed tree')
}

async function openSample(
  reader: Reader,
  head: Head,
  sample: readonly number[],
  opened: Opened,
  signal: AbortSignal,
): Promise<void> {
  const hashAt = hashReader(head.size, (address) => readPart(reader, address))
  for (const index of sample) {
    signal.throwIfAborted()
    const bundle = { level: 'entries', index: Math.floor(index / tileWidth), width: tileWidth } as const
    const entry = decodeEntries(await readPart(reader, bundle), tileWidth)[index % tileWidth] as Uint8Array
    opened.all(index, [entry], await leafContents(reader, index, index + 1))
    const proof = await inclusionProof(index, head.size, hashAt)
    verifyInclusion({ index, size: head.size, root: head.root, leafHash: leafHash(entry), proof })
  }
}

function drawSample(below: number, random: (below: number) => number): number[] {
  const drawn = new Set<number>()
  for (let draw = 0; draw < sampleMax && below > 0; draw++) drawn.add(random(below))
  return [...drawn].toSorted((a, b) => a - b)
}

/** Collects the leaves that their stored record does not open. */
class Opened {
  readonly refused: number[] = []

  all(first: number, entries: readonly Uint8Array[], contents: readonly LeafContent[]): void {
    const byIndex = new Map(contents.map((content) => [content.index, content]))
    for (const [at, entry] of entries.entries()) {
      const content = byIndex.get(first + at)
      if (!content || !opens(entry, content)) this.refused.push(first + at)
    }
  }
}

function opens(entry: Uint8Array, { body, salt }: LeafContent): boolean {
  try {
    openLeaf(entry, body, salt)
    return true
  } catch (error) {
    if (error instanceof ProofError) return false
    throw error
  }
}

async function refusalOf(work: () => Promise<void>): Promise<string | null> {
  try {
    await work()
    return null
  } catch (error) {
    if (error instanceof ProofError) return error.code
    throw error
  }
}
