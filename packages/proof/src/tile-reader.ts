import type { HashAt } from './merkle-proofs.ts'
import { nodeHash } from './merkle.ts'
import { ProofError } from './proof-error.ts'
import { hashBytes } from './sha256.ts'
import { tileWidth, type TileAddress } from './tiles.ts'

/** Reads one tile of hashes; null when there is none. */
export type ReadTile = (
  tile: TileAddress & { level: number },
) => Uint8Array | null | Promise<Uint8Array | null>

const levelsPerTile = 8

/**
 * A reader of node hashes over the tiles of a tree of `size` leaves, for `inclusionProof` and `consistencyProof`.
 * Asks for each tile once. Throws `tile-missing`, `tile-length`, and `index-out-of-range` for a node that is not complete.
 */
export function hashReader(size: number, readTile: ReadTile): HashAt {
  const tiles = new Map<string, Promise<NodeAt>>()
  return async (level, index) => {
    const tileLevel = Math.floor(level / levelsPerTile)
    const count = 2 ** (level % levelsPerTile)
    const first = index * count
    const tileIndex = Math.floor(first / tileWidth)
    const hashesOfLevel = Math.floor(size / tileWidth ** tileLevel)
    const width = Math.min(tileWidth, hashesOfLevel - tileIndex * tileWidth)
    const offset = first - tileIndex * tileWidth
    if (offset + count > width)
      throw new ProofError('index-out-of-range', `no node ${level}/${index} in ${size} leaves`)
    const key = `${tileLevel}/${tileIndex}`
    const tile = tiles.get(key) ?? read({ level: tileLevel, index: tileIndex, width }, readTile)
    tiles.set(key, tile)
    return (await tile)(level % levelsPerTile, offset / count)
  }
}

/** Hash of the node `at` in a row above the hashes of a tile; row 0 are these. */
type NodeAt = (row: number, at: number) => Uint8Array

/** Rows are computed once: thousands of proofs may lead through one tile. */
function nodesOf(tile: Uint8Array): NodeAt {
  const rows = [tile]
  return (row, at) => {
    for (let above = rows.length; above <= row; above++) rows.push(rowAbove(rows[above - 1] as Uint8Array))
    return (rows[row] as Uint8Array).slice(at * hashBytes, (at + 1) * hashBytes)
  }
}

function rowAbove(below: Uint8Array): Uint8Array {
  const row = new Uint8Array(Math.floor(below.length / (2 * hashBytes)) * hashBytes)
  for (let at = 0; at < row.length; at += hashBytes) {
    const middle = 2 * at + hashBytes
    row.set(nodeHash(below.subarray(2 * at, middle), below.subarray(middle, middle + hashBytes)), at)
  }
  return row
}

async function read(address: TileAddress & { level: number }, readTile: ReadTile): Promise<NodeAt> {
  const bytes = await readTile(address)
  const name = `tile ${address.level}/${address.index} of width ${address.width}`
  if (!bytes) throw new ProofError('tile-missing', `${name} is missing`)
  if (bytes.length !== address.width * hashBytes)
    throw new ProofError('tile-length', `${name} has ${bytes.length} bytes`)
  return nodesOf(bytes)
}
