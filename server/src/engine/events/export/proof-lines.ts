import { formatExportEnd, formatExportLine } from 'nachweis-verify'
import type { Reader } from '../../../platform/database/database.ts'
import { eventTree, firstLeaves, proofsOf, type Head } from '../../log/index.ts'
import { openingOf, type SealedRow } from '../proof/sealed-row.ts'

/**
 * Lines of an export with the offline proof of each event under a fixed head, in the order of the rows, with newlines. All
 * rows must be leaves of that head. Reads what the page needs in two queries.
 */
export async function proofLines(
  reader: Reader,
  head: Head,
  rows: readonly SealedRow[],
  sources: ReadonlyMap<number, { readonly id: string }>,
): Promise<string[]> {
  const firsts = await firstLeaves(reader, [...new Set(rows.map(({ batch }) => batch))])
  const indexes = rows.map(({ batch, place }) => {
    const first = firsts.get(batch)
    if (first === undefined) throw new Error(`batch ${batch} is not in the tree of events`)
    return first + place
  })
  const proofs = await proofsOf(reader, head, indexes, eventTree)
  return rows.map((row, at) => {
    const source = sources.get(row.source)
    if (!source) throw new Error(`there is no source ${row.source}`)
    const proof = (proofs[at] as Uint8Array[]).map(base64)
    return formatExportLine({ ...openingOf(row, source.id), index: indexes[at] as number, proof })
  })
}

/** The last line: what all proofs lead to. */
export const endLine = ({ checkpoint, key, clockKey }: Head, count: number): string =>
  formatExportEnd({ checkpoint, key, clockKey, count })

const base64 = (hash: Uint8Array) =>
  Buffer.from(hash.buffer, hash.byteOffset, hash.byteLength).toString('base64')
