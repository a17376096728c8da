import { canonicalJson, formatTlogProof, toBase64, trustEvidence } from 'nachweis-verify'
import { listEvidence, readEvidence, type PlacedEvidence } from '../engine/claims/index.ts'
import { proofOf, type Head } from '../engine/log/index.ts'
import { Problem } from '../kernel/problem.ts'
import type { Reader } from '../platform/database/database.ts'

/** A record of evidence with the proof that it stands in the log as signed now. */
export interface ProvenEvidence {
  readonly record: PlacedEvidence
  readonly proof: readonly Uint8Array[]
  readonly head: Head
}

/** Throws a Problem when there is no such evidence, or the log was not signed since. */
export async function provenEvidence(reader: Reader, head: Head, id: string): Promise<ProvenEvidence> {
  const record = await readEvidence(reader, id)
  if (!record) throw new Problem('not-found', 'no-such-evidence', 'There is no evidence with this id.')
  if (record.index >= head.size)
    throw new Problem(
      'unavailable',
      'not-signed-yet',
      'This evidence is being signed. Try again in a second.',
    )
  return { record, proof: await proofOf(reader, head, record.index), head }
}

/** The body of `/evidence/<id>.json`. */
export function evidenceJson({ record, proof, head }: ProvenEvidence): string {
  return canonicalJson({
    record: record.record,
    salt: record.salt,
    index: record.index,
    inclusionProof: proof.map(toBase64),
    checkpoint: head.checkpoint,
  })
}

/** The body of `/evidence/<id>.tlog-proof`. */
export function evidenceProof({ record, proof, head }: ProvenEvidence): string {
  return formatTlogProof({ index: record.index, proof, checkpoint: head.checkpoint })
}

const pageRows = 25

/** One page of a claim's evidence, newest first, and the id that the next page starts before. */
export async function evidencePageOf(
  reader: Reader,
  claim: string,
  before: string | undefined,
  counting: ReadonlySet<string>,
) {
  const listed = await listEvidence(reader, claim, before, pageRows)
  const records = await Promise.all(listed.evidence.map((row) => readEvidence(reader, row.id)))
  const evidence = records
    .filter((record) => record !== null)
    .map(({ record, index }) => trustEvidence(record, index, counting.has(record.id)))
  return { evidence, before: listed.before }
}
