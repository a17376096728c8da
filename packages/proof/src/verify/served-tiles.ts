/** Tiles of a tree that is not fetched whole: each is believed only when it leads to the signed root. */
import { equalBytes } from '../bytes.ts'
import type { Checkpoint } from '../checkpoint.ts'
import { hashBytes } from '../sha256.ts'
import type { ReadTile } from '../tile-reader.ts'
import { tilePath, tileWidth } from '../tiles.ts'
import { edgeFromTiles, edgeRoot, edgeWidths, subtreeHash } from '../tree-edge.ts'
import { Refusal } from './report.ts'
import { need, type Run } from './run.ts'

/** Full tiles kept in memory, 8 KiB each. */
const keptTilesMax = 2_048

/**
 * A reader of the tiles served below `base`, e.g. `/log/events`. Fetches the right edge first, which must give the signed
 * root; a full tile must have the hash that the tile above it holds. Throws Refusal `root-differs`, `tile-differs`, `missing`.
 */
export async function servedTiles(run: Run, base: string, head: Checkpoint): Promise<ReadTile> {
  const edge = await fetchEdge(run, base, head)
  const kept = new Map<string, Promise<Uint8Array>>()
  const read = async (level: number, index: number): Promise<Uint8Array> => {
    const width = widthOf(head.size, level, index)
    if (width < tileWidth) return edge[level] as Uint8Array
    const path = `${base}/${tilePath({ level, index, width })}`
    const known = kept.get(path)
    const tile = known ?? fetchFull(path, level, index)
    kept.delete(path)
    kept.set(path, tile)
    if (kept.size > keptTilesMax) kept.delete(kept.keys().next().value as string)
    return tile
  }
  const fetchFull = async (path: string, level: number, index: number): Promise<Uint8Array> => {
    const tile = await fetchTile(run, path, tileWidth)
    const above = await read(level + 1, Math.floor(index / tileWidth))
    const at = (index % tileWidth) * hashBytes
    if (!equalBytes(subtreeHash(tile, 0, tileWidth), above.slice(at, at + hashBytes)))
      throw new Refusal(path, 'tile-differs', 'its hash is not the one that the tile above it holds')
    return tile
  }
  return async ({ level, index, width }) => (await read(level, index)).slice(0, width * hashBytes)
}

/** How many hashes the tile has in a tree of `size` leaves. */
const widthOf = (size: number, level: number, index: number): number =>
  Math.min(tileWidth, Math.floor(size / tileWidth ** level) - index * tileWidth)

async function fetchEdge(run: Run, base: string, head: Checkpoint): Promise<Uint8Array[]> {
  const tiles: Uint8Array[] = []
  for (const [level, width] of edgeWidths(head.size).entries()) {
    const index = Math.floor(head.size / tileWidth ** (level + 1))
    const path = width === 0 ? '' : `${base}/${tilePath({ level, index, width })}`
    tiles.push(width === 0 ? new Uint8Array() : await fetchTile(run, path, width))
  }
  const root = edgeRoot(edgeFromTiles(head.size, (level) => tiles[level] as Uint8Array))
  if (!equalBytes(root, head.root))
    throw new Refusal(
      `${base}/tile`,
      'root-differs',
      'the tiles of the right edge do not give the signed root',
    )
  return tiles
}

async function fetchTile(run: Run, path: string, width: number): Promise<Uint8Array> {
  const tile = await need(run, path)
  if (tile.length !== width * hashBytes)
    throw new Refusal(path, 'tile-differs', `it has ${tile.length} bytes, not ${width * hashBytes}`)
  run.counts.tiles++
  return tile
}
