import { toBase64, toHex } from '../src/bytes.ts'
import { signCheckpoint } from '../src/checkpoint.ts'
import { formatExportEnd, formatExportLine } from '../src/export-file.ts'
import { leafEntry } from '../src/leaf.ts'
import { inclusionProof } from '../src/merkle-proofs.ts'
import { leafHash } from '../src/merkle.ts'
import { hashReader } from '../src/tile-reader.ts'
import { tilePath } from '../src/tiles.ts'
import { append, emptyEdge } from '../src/tree-edge.ts'
import { formatVerifierKey } from '../src/verifier-key.ts'
import { makeKeys, start, type Keys } from './installation.ts'

const origin = 'trust.example.test/log/events'

/** The record of event `n` as the server writes it. */
export const eventRecord = (n: number): string =>
  `{"actor":"source:01a2","at":"2026-05-01T08:00:00.000Z","data":{"event":{"action":"login","actor":"änna ${n}"},"organisation":"01a3"},"id":"7.${n}","type":"events.received"}`

/** An export of the leaves at these indexes, of a tree of `size` events made of real parts. */
export async function exportOf(
  size: number,
  indexes: readonly number[],
  record = eventRecord,
  keys?: Keys,
): Promise<string> {
  const signers = keys ?? (await makeKeys(origin))
  const salts = Array.from({ length: size }, () => crypto.getRandomValues(new Uint8Array(32)))
  const { root, tiles } = append(
    emptyEdge,
    salts.map((salt, n) => leafHash(leafEntry(record(n), salt))),
  )
  const byPath = new Map(tiles.map((tile) => [tilePath(tile), tile.bytes]))
  const reader = hashReader(size, (tile) => byPath.get(tilePath(tile)) ?? null)
  const lines = await Promise.all(
    indexes.map(async (index) => {
      const proof = (await inclusionProof(index, size, reader)).map(toBase64)
      return formatExportLine({
        record: record(index),
        salt: toHex(salts[index] as Uint8Array),
        index,
        proof,
      })
    }),
  )
  const checkpoint = await signCheckpoint({ origin, size, root }, signers.keys, signers.sign, start)
  const [key, clockKey] = [formatVerifierKey(signers.keys.log), formatVerifierKey(signers.keys.clock)]
  return lines.join('') + formatExportEnd({ checkpoint, key, clockKey, count: indexes.length })
}
