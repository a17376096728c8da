import { hashReader, inclusionProof, tileWidth, type HashAt } from 'nachweis-verify'
import { sql } from 'kysely'
import type { Reader } from '../../platform/database/database.ts'
import { readTile, type Head } from './read.ts'
import { logReader } from './tables.ts'
import { records, type Tree } from './trees.ts'

/** The hashes that lead from leaf `index` to the root of the head. Throws when the head has no such leaf. */
export async function proofOf(
  reader: Reader,
  head: Head,
  index: number,
  tree: Tree = records,
): Promise<Uint8Array[]> {
  return inclusionProof(
    index,
    head.size,
    hashReader(head.size, ({ level, index: at, width }) => readTile(reader, level, at, width, tree)),
  )
}

/** The same for many leaves, in their order; each tile is read and computed once, all of them in one query. */
export async function proofsOf(
  reader: Reader,
  head: Head,
  indexes: readonly number[],
  tree: Tree,
): Promise<Uint8Array[][]> {
  const hashAt = await readerOver(reader, head, indexes, tree)
  const proofs: Uint8Array[][] = []
  for (const index of indexes) proofs.push(await inclusionProof(index, head.size, hashAt))
  return proofs
}

async function readerOver(
  reader: Reader,
  { size }: Head,
  indexes: readonly number[],
  tree: Tree,
): Promise<HashAt> {
  const places = tilesAbove([...indexes, size - 1], size)
  const { rows } = await sql<{ level: number; index: number; hashes: Uint8Array }>`
    select tile.level, tile.index, tile.hashes
    from unnest(${places.map(({ level }) => level)}::smallint[], ${places.map(({ index }) => index)}::bigint[])
      as place (level, index)
    join ${sql.table(tree.tile)} as tile on tile.level = place.level and tile.index = place.index`.execute(
    logReader(reader),
  )
  const found = new Map(rows.map(({ level, index, hashes }) => [`${level}/${index}`, hashes]))
  // The row of a partial tile may have grown beyond the head.
  return hashReader(size, async ({ level, index, width }) => {
    const hashes = found.get(`${level}/${index}`)
    return hashes ? hashes.subarray(0, width * 32) : readTile(reader, level, index, width, tree)
  })
}

/** The tiles between these leaves and the root; those of the last leaf are the right edge, which every proof needs. */
function tilesAbove(leaves: readonly number[], size: number): { level: number; index: number }[] {
  const places = new Map<string, { level: number; index: number }>()
  for (let level = 0; size >= tileWidth ** level; level++)
    for (const leaf of leaves) {
      const index = Math.floor(leaf / tileWidth ** (level + 1))
      places.set(`${level}/${index}`, { level, index })
    }
  return [...places.values()]
}
