import {
  append,
  checkEntry,
  consistencyProof,
  decodeEntries,
  edgeFromTiles,
  equalBytes,
  fromUtf8,
  hashBytes,
  hashReader,
  leafHash,
  openLeaf,
  ProofError,
  tilePath,
  tileWidth,
  verifyCheckpoint,
  verifyConsistency,
  type LogKeys,
  type TileAddress,
  type TreeEdge,
} from 'nachweis-verify'
import { addressesFrom, type LogCopy } from './log-copy.ts'

type HashTile = TileAddress & { readonly level: number }

/** A head that somebody saw before. */
export interface RememberedHead {
  readonly size: number
  readonly root: Uint8Array
}

/**
 * Verifies a copy as a stranger does who trusts `keys` and perhaps remembers a head, with the functions of
 * nachweis-verify and nothing else. Returns nothing; throws ProofError for whatever does not agree.
 */
export async function verifyCopy(
  copy: LogCopy,
  keys: LogKeys,
  remembered: RememberedHead | null,
): Promise<void> {
  const head = await verifyCheckpoint(copy.checkpoint, keys)
  const entries = entriesOf(copy, head.size)
  const { tiles, root } = append(edgeOf(copy.from, copy.tiles, head.size), entries.map(leafHash))
  if (!equalBytes(root, head.root))
    throw new ProofError('root-mismatch', 'the entries do not give the signed root')
  const computed = new Map(tiles.map((tile) => [tilePath(tile), tile.bytes]))
  for (const address of addressesFrom(copy.from, head.size)) {
    if (address.level !== 'entries') checkTile(copy, address, computed)
  }
  if (remembered) await verifyContinues(copy, head, remembered)
  for (const { index, body, salt } of copy.records) {
    openLeaf(entries[index - copy.from] ?? new Uint8Array(), fromUtf8(body), salt)
  }
}

/** A tile that no entry of the copy reached has given its hashes to the root already. */
function checkTile(copy: LogCopy, address: TileAddress, computed: ReadonlyMap<string, Uint8Array>): void {
  const path = tilePath(address)
  const served = copy.tiles.get(path)
  if (!served) throw new ProofError('tile-missing', `${path} is missing`)
  if (served.length !== address.width * hashBytes)
    throw new ProofError('tile-length', `${path} has ${served.length} bytes`)
  if (!equalBytes(served, computed.get(path) ?? served))
    throw new ProofError('root-mismatch', `${path} differs from its entries`)
}

async function verifyContinues(
  copy: LogCopy,
  head: RememberedHead,
  remembered: RememberedHead,
): Promise<void> {
  const sizes = { firstSize: remembered.size, secondSize: head.size }
  const roots = { firstRoot: remembered.root, secondRoot: head.root }
  // A smaller tree needs no proof to be refused: verifyConsistency does so by its size.
  const grown = head.size > remembered.size
  const read = hashReader(head.size, (address) => copy.tiles.get(tilePath(address)) ?? null)
  const proof = grown ? await consistencyProof(remembered.size, head.size, read) : []
  verifyConsistency({ ...sizes, ...roots, proof })
}

/** The entries from `copy.from` to `size`. Throws `tile-missing`, `bundle-encoding`, `entry-encoding`. */
export function entriesOf(copy: Pick<LogCopy, 'from' | 'tiles'>, size: number): Uint8Array[] {
  const bundles = addressesFrom(copy.from, size).filter(({ level }) => level === 'entries')
  const entries = bundles.flatMap((address) => {
    const bytes = copy.tiles.get(tilePath(address))
    if (!bytes) throw new ProofError('tile-missing', `${tilePath(address)} is missing`)
    return decodeEntries(bytes, address.width)
  })
  entries.forEach(checkEntry)
  return entries
}

/** The right edge of the tree of the first `from` leaves, read from the tiles of a tree of `size` leaves. */
export function edgeOf(from: number, tiles: ReadonlyMap<string, Uint8Array>, size: number): TreeEdge {
  return edgeFromTiles(from, (level, index, width) => tilePrefix(tiles, size, { level, index, width }))
}

/** The first hashes of a tile that is as wide as a tree of `size` leaves makes it; empty when there is no such tile. */
export function tilePrefix(
  tiles: ReadonlyMap<string, Uint8Array>,
  size: number,
  prefix: HashTile,
): Uint8Array {
  const hashes = Math.floor(size / tileWidth ** prefix.level)
  const width = Math.min(tileWidth, hashes - prefix.index * tileWidth)
  return tiles.get(tilePath({ ...prefix, width }))?.slice(0, prefix.width * hashBytes) ?? new Uint8Array()
}
