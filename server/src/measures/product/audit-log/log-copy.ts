import {
  entryBundlesOf,
  fromHex,
  hashTilesOf,
  parseVerifierKey,
  ProofError,
  tilePath,
  tileWidth,
  utf8,
  type LogKeys,
  type TileAddress,
} from 'nachweis-verify'
import { disclosedBetween, readBundle, readHead, readTile } from '../../../engine/log/index.ts'
import type { Reader } from '../../../platform/database/database.ts'

export const copiedTilesMax = 4

/** What the log publishes, or the newest part of it, in memory: to be altered without harm. */
export interface LogCopy {
  readonly keys: LogKeys
  readonly checkpoint: string
  /** First leaf of the copy, a multiple of 256; 0 when the copy is the whole log. */
  readonly from: number
  readonly size: number
  readonly root: Uint8Array
  /** Hash tiles and entry bundles by their path. */
  readonly tiles: ReadonlyMap<string, Uint8Array>
  readonly records: readonly CopiedRecord[]
}

/** A disclosed record as bytes, as it would be served. */
export interface CopiedRecord {
  readonly index: number
  readonly body: Uint8Array
  readonly salt: Uint8Array
}

/** The bundles and tiles that a tree of `size` leaves has at or right of leaf `from`, all levels. */
export function addressesFrom(from: number, size: number): TileAddress[] {
  const unit = ({ level }: TileAddress) => (level === 'entries' ? tileWidth : tileWidth ** (level + 1))
  return [...entryBundlesOf(size), ...hashTilesOf(size)].filter(
    (address) => address.index >= Math.floor(from / unit(address)),
  )
}

/** Where the newest `tiles` full tiles and the edge behind them begin. */
export const newestFrom = (size: number, tiles: number): number =>
  Math.max(0, Math.floor(size / tileWidth) - tiles) * tileWidth

/** Copies the newest four full tiles of the log and its edge; a log that is smaller is copied whole. Null before it was opened. */
export async function copyLog(reader: Reader): Promise<LogCopy | null> {
  const head = await readHead(reader)
  if (!head) return null
  const from = newestFrom(head.size, copiedTilesMax)
  const tiles = new Map<string, Uint8Array>()
  for (const address of addressesFrom(from, head.size)) {
    const part = await findPart(reader, address)
    // What is missing stays missing: the verifier has to notice.
    if (part) tiles.set(tilePath(address), part)
  }
  const records = await disclosedBetween(reader, from, head.size)
  return {
    keys: { log: parseVerifierKey(head.key), clock: parseVerifierKey(head.clockKey) },
    checkpoint: head.checkpoint,
    from,
    size: head.size,
    root: Uint8Array.from(head.root),
    tiles,
    records: records.map(({ index, body, salt }) => ({ index, body: utf8(body), salt: fromHex(salt) })),
  }
}

/** A tile or bundle of the log itself. Throws ProofError `tile-missing`. */
export async function readPart(reader: Reader, address: TileAddress): Promise<Uint8Array> {
  const found = await findPart(reader, address)
  if (!found) throw new ProofError('tile-missing', `${tilePath(address)} is missing`)
  return found
}

async function findPart(reader: Reader, { level, index, width }: TileAddress): Promise<Uint8Array | null> {
  const found =
    level === 'entries' ? await readBundle(reader, index, width) : await readTile(reader, level, index, width)
  return found && Uint8Array.from(found)
}
