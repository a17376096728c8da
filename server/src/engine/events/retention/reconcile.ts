import {
  equalBytes,
  fromHex,
  leafEntry,
  leafHash,
  parseVerifierKey,
  ProofError,
  verifyCheckpoint,
  verifyInclusion,
} from 'nachweis-verify'
import type { Reader } from '../../../platform/database/database.ts'
import {
  batchOfLeaf,
  countEventLeaves,
  eventEntries,
  eventTree,
  newestBatches,
  proofOf,
  readHead,
  type BatchLeaves,
  type EventLeaves,
  type Head,
} from '../../log/index.ts'
import { receivedAt } from '../event.ts'
import { isExplained, readDeletions } from './recorded-deletions.ts'
import { countRows, openingsOf } from './stored.ts'

/** Newest leaves that are computed again from their rows. */
const newestMax = 5_000
const newestBatchesMax = 500
/** Older leaves, drawn at random. */
const sampleMax = 100
/** Of the newest, one in so many is also proven under the head. */
const provenEvery = 97
const namedMax = 5

/** How leaves, rows and deletions of events stand to each other at one moment. */
export interface EventsReconciled extends EventLeaves {
  readonly rows: number
  /** Deleted, as the log tells it, or by what is under way. */
  readonly expired: number
  readonly erased: number
  /**
   * Leaves and what waits to become one, less rows and deletions, or what deletions and their records in the log differ by:
   * 0, or something is lost, doubled or unaccounted for.
   */
  readonly difference: number
  /** When the batch that has waited longest was received, ms since the epoch; null when none waits. */
  readonly oldestPendingAt: number | null
  /** Newest leaves and older ones that were looked at. */
  readonly newest: number
  readonly sampled: number
  /** Of these: computed again from the row and equal; without a row, by a deletion that stands in the log. */
  readonly equal: number
  readonly gone: number
  /** Of these: not what the row gives, without a row and a deletion, or not in the tree. The first five by index. */
  readonly wrong: number
  readonly wrongFirst: readonly number[]
  /** Why the signed head does not verify, as a code; null when it does. */
  readonly headRefused: string | null
}

/**
 * Compares leaves, rows and deletions of events, computes the newest entries (up to 5,000) and a random sample of older
 * ones again from their rows, and proves each of the sample. `reader` sees one moment (a snapshot); `random(n)` gives 0
 * to n - 1; `now` in ms since the epoch. Null before the log was opened.
 */
export async function reconcileEvents(
  reader: Reader,
  random: (below: number) => number,
  now: number,
): Promise<EventsReconciled | null> {
  const leaves = await countEventLeaves(reader)
  const head = await readHead(reader, eventTree)
  if (!leaves || !head) return null
  const rows = await countRows(reader)
  const { expired, erased, unrecorded, disputed } = await readDeletions(reader, now)
  const seen = new Seen(disputed, now)
  const newest = await lookAtNewest(reader, head, seen)
  const sampled = await lookAtSample(reader, head, head.size - newest, random, seen)
  return {
    ...leaves,
    rows,
    expired,
    erased,
    difference: Math.max(unrecorded, differenceOf(leaves, rows + expired + erased)),
    oldestPendingAt: leaves.oldestPending === null ? null : receivedAt(leaves.oldestPending),
    newest,
    sampled,
    equal: seen.equal,
    gone: seen.gone,
    wrong: seen.wrong.length,
    wrongFirst: seen.wrong.toSorted((a, b) => a - b).slice(0, namedMax),
    headRefused: await refusalOf(head),
  }
}

/** Both ways of counting leaves must give what rows and deletions give. */
function differenceOf({ size, batched, pending }: EventLeaves, accounted: number): number {
  return Math.max(Math.abs(size + pending - accounted), Math.abs(batched + pending - accounted))
}

async function lookAtNewest(reader: Reader, head: Head, seen: Seen): Promise<number> {
  let looked = 0
  for (const batch of await newestBatches(reader, newestBatchesMax)) {
    if (looked >= newestMax) break
    await lookAt(reader, head, batch, batch.firstLeaf, batch.firstLeaf + batch.count, seen)
    looked += batch.count
  }
  return Math.min(looked, head.size)
}

async function lookAtSample(
  reader: Reader,
  head: Head,
  below: number,
  random: (below: number) => number,
  seen: Seen,
): Promise<number> {
  const drawn = new Set<number>()
  for (let draw = 0; draw < sampleMax && below > 0; draw++) drawn.add(random(below))
  for (const leaf of drawn) {
    const batch = await batchOfLeaf(reader, leaf)
    if (batch) await lookAt(reader, head, batch, leaf, leaf + 1, seen)
    else seen.wrong.push(leaf)
  }
  return drawn.size
}

/** Compares leaves [from, to) of a batch with its rows; a single leaf, and some of many, are also proven under the head. */
async function lookAt(
  reader: Reader,
  head: Head,
  { batch, firstLeaf }: BatchLeaves,
  from: number,
  to: number,
  seen: Seen,
): Promise<void> {
  const entries = await eventEntries(reader, head.size, from, to)
  const openings = await openingsOf(reader, batch, from - firstLeaf, to - firstLeaf)
  const missing = to - from - openings.size
  const explained = missing > 0 && (await isExplained(reader, batch, missing, seen))
  for (const [at, entry] of entries.entries()) {
    const leaf = from + at
    const opening = openings.get(leaf - firstLeaf)
    const given = opening && leafEntry(opening.record, fromHex(opening.salt))
    const prove = to - from === 1 || leaf % provenEvery === 0
    if (!entry || (given ? !equalBytes(given, entry) : !explained)) seen.wrong.push(leaf)
    else if (prove && !(await isProven(reader, head, leaf, entry))) seen.wrong.push(leaf)
    else if (given) seen.equal++
    else seen.gone++
  }
}

async function isProven(reader: Reader, head: Head, index: number, entry: Uint8Array): Promise<boolean> {
  try {
    const proof = await proofOf(reader, head, index, eventTree)
    verifyInclusion({ index, size: head.size, root: head.root, leafHash: leafHash(entry), proof })
    return true
  } catch (error) {
    if (error instanceof ProofError) return false
    throw error
  }
}

async function refusalOf(head: Head): Promise<string | null> {
  try {
    const keys = { log: parseVerifierKey(head.key), clock: parseVerifierKey(head.clockKey) }
    const signed = await verifyCheckpoint(head.checkpoint, keys)
    return signed.size === head.size && equalBytes(signed.root, head.root) ? null : 'root-mismatch'
  } catch (error) {
    if (error instanceof ProofError) return error.code
    throw error
  }
}

class Seen {
  equal = 0
  gone = 0
  readonly wrong: number[] = []
  readonly disputed: readonly string[]
  readonly now: number

  constructor(disputed: readonly string[], now: number) {
    this.disputed = disputed
    this.now = now
  }
}
