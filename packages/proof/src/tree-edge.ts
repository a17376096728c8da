/** The right edge of a growing tree: all that an appender must keep to write new tiles and the new root. */
import { checkSize, emptyRoot, nodeHash } from './merkle.ts'
import { ProofError } from './proof-error.ts'
import { hashBytes } from './sha256.ts'
import { tileWidth, type TileAddress } from './tiles.ts'

/** `levels[L]` holds the hashes of the partial tile of level L, 0 to 255 of them, one after the other. */
export interface TreeEdge {
  readonly size: number
  readonly levels: readonly Uint8Array[]
}

export interface Tile extends TileAddress {
  readonly level: number
  readonly bytes: Uint8Array
}

export interface Appended {
  readonly edge: TreeEdge
  /** New full tiles and the partial ones that changed, lower levels first, left to right. */
  readonly tiles: readonly Tile[]
  readonly root: Uint8Array
}

export const emptyEdge: TreeEdge = { size: 0, levels: [] }

/** The widths of the partial tiles of a tree of `size` leaves; 0 where a level has none. */
export function edgeWidths(size: number): number[] {
  checkSize(size)
  const widths: number[] = []
  for (let hashes = size; hashes > 0; hashes = Math.floor(hashes / tileWidth)) widths.push(hashes % tileWidth)
  return widths
}

/** Restores the edge from its partial tiles, e.g. after a restart. Throws `tile-length`. */
export function edgeFromTiles(
  size: number,
  partial: (level: number, index: number, width: number) => Uint8Array,
): TreeEdge {
  const levels = edgeWidths(size).map((width, level) => {
    const index = Math.floor(size / tileWidth ** (level + 1))
    const bytes = width === 0 ? new Uint8Array() : partial(level, index, width)
    if (bytes.length !== width * hashBytes)
      throw new ProofError('tile-length', `level ${level} needs ${width} hashes`)
    return bytes
  })
  return { size, levels }
}

/** Appends leaf hashes. Pure: neither the edge nor its arrays are changed. Throws `hash-length`. */
export function append(edge: TreeEdge, leafHashes: readonly Uint8Array[]): Appended {
  const levels = [...edge.levels]
  const tiles: Tile[] = []
  let arriving = leafHashes
  for (let level = 0; arriving.length > 0; level++) {
    const before = levels[level] ?? new Uint8Array()
    const full = Math.floor(edge.size / tileWidth ** (level + 1))
    const row = fillRow(before, arriving, level, full)
    levels[level] = row.rest
    tiles.push(...row.tiles)
    arriving = row.completed
  }
  const next = { size: edge.size + leafHashes.length, levels }
  return { edge: next, tiles, root: edgeRoot(next) }
}

/** Adds hashes to the partial tile `index` of a level; gives the tiles and the hashes of those that became full. */
function fillRow(before: Uint8Array, arriving: readonly Uint8Array[], level: number, index: number) {
  const tiles: Tile[] = []
  const completed: Uint8Array[] = []
  let bytes = new Uint8Array(tileWidth * hashBytes)
  bytes.set(before)
  let width = before.length / hashBytes
  for (const hash of arriving) {
    if (hash.length !== hashBytes)
      throw new ProofError('hash-length', `a hash has ${hash.length} bytes, not 32`)
    bytes.set(hash, width++ * hashBytes)
    if (width < tileWidth) continue
    tiles.push({ level, index: index + completed.length, width, bytes })
    completed.push(subtreeHash(bytes, 0, tileWidth))
    bytes = new Uint8Array(tileWidth * hashBytes)
    width = 0
  }
  const rest = bytes.slice(0, width * hashBytes)
  if (width > 0) tiles.push({ level, index: index + completed.length, width, bytes: rest })
  return { tiles, completed, rest }
}

/** Root of the tree whose right edge this is. */
export function edgeRoot(edge: TreeEdge): Uint8Array {
  let root: Uint8Array | null = null
  for (const bytes of edge.levels) {
    let width = bytes.length / hashBytes
    // From the right: the smallest complete subtree stands last.
    for (let count = 1; width > 0; count *= 2) {
      if (width % (2 * count) === 0) continue
      width -= count
      const subtree = subtreeHash(bytes, width, count)
      root = root ? nodeHash(subtree, root) : subtree
    }
  }
  return root ?? emptyRoot()
}

/** Hash over `count` (a power of two) hashes of a tile, from the hash at `from`. */
export function subtreeHash(tile: Uint8Array, from: number, count: number): Uint8Array {
  let row: Uint8Array[] = []
  for (let at = from; at < from + count; at++) row.push(tile.slice(at * hashBytes, (at + 1) * hashBytes))
  while (row.length > 1) {
    const above: Uint8Array[] = []
    for (let at = 0; at < row.length; at += 2)
      above.push(nodeHash(row[at] as Uint8Array, row[at + 1] as Uint8Array))
    row = above
  }
  return row[0] as Uint8Array
}
