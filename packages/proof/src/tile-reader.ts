import type { HashAt } from './merkle-proofs.ts'
import { ProofError } from './proof-error.ts'
import { hashBytes } from './sha256.ts'
import { tileWidth, type TileAddress } from './tiles.ts'
import { subtreeHash } from './tree-edge.ts'

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
  const tiles = new Map<string, Promise<Uint8Array>>()
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
    return subtreeHash(await tile, offset, count)
  }
}

async function read(address: TileAddress & { level: number }, readTile: ReadTile): Promise<Uint8Array> {
  const bytes = await readTile(address)
  const name = `tile ${address.level}/${address.index} of width ${address.width}`
  if (!bytes) throw new ProofError('tile-missing', `${name} is missing`)
  if (bytes.length !== address.width * hashBytes)
    throw new ProofError('tile-length', `${name} has ${bytes.length} bytes`)
  return bytes
}
