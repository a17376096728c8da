import { hashReader, inclusionProof } from 'nachweis-verify'
import type { Reader } from '../../platform/database/database.ts'
import { readTile, type Head } from './read.ts'

/** The hashes that lead from leaf `index` to the root of the head. Throws when the head has no such leaf. */
export async function proofOf(reader: Reader, head: Head, index: number): Promise<Uint8Array[]> {
  return inclusionProof(
    index,
    head.size,
    hashReader(head.size, ({ level, index: tile, width }) => readTile(reader, level, tile, width)),
  )
}
