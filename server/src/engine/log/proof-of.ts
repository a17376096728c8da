import { hashReader, inclusionProof } from 'nachweis-verify'
import type { Reader } from '../../platform/database/database.ts'
import { readTile, type Head } from './read.ts'
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
