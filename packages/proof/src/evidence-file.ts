import { fromBase64, utf8 } from './bytes.ts'
import { canonicalJson, parseCanonical } from './canonical-json.ts'
import { checkRecord } from './record-shape.ts'
import type { DisclosedRecord } from './records.ts'

/** An evidence file, `/evidence/<id>.json`: everything that opens and places one leaf. */
export interface EvidenceFile extends DisclosedRecord {
  readonly inclusionProof: readonly Uint8Array[]
  readonly checkpoint: string
}

/** Reads the file without verifying it. Throws ProofError or Error. */
export function readEvidenceFile(bytes: Uint8Array): EvidenceFile {
  const value = (parseCanonical(bytes) ?? {}) as Partial<Record<keyof EvidenceFile, unknown>>
  const { checkpoint, inclusionProof, index, record, salt } = value
  const names = Object.keys(value).join()
  const shaped = typeof checkpoint === 'string' && typeof index === 'number' && typeof salt === 'string'
  if (names !== 'checkpoint,inclusionProof,index,record,salt' || !shaped || !Array.isArray(inclusionProof)) {
    throw new Error('not checkpoint, inclusionProof, index, record and salt')
  }
  const proof = inclusionProof.map((hash) => fromBase64(String(hash)))
  return {
    checkpoint,
    inclusionProof: proof,
    index,
    record: checkRecord(record as DisclosedRecord['record']),
    salt,
  }
}

/** Content of the `extra` line of a proof file: what opens the leaf. */
export const evidenceExtra = ({ record, salt }: Pick<DisclosedRecord, 'record' | 'salt'>): Uint8Array =>
  utf8(canonicalJson({ record, salt }))
