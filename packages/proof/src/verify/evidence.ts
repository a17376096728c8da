/** The two files of each piece of evidence: whoever keeps one must be able to prove it alone. */
import { equalBytes, fromHex, fromUtf8 } from '../bytes.ts'
import { canonicalJson } from '../canonical-json.ts'
import { verifyCheckpoint, type LogKeys } from '../checkpoint.ts'
import { evidenceExtra, readEvidenceFile, type EvidenceFile } from '../evidence-file.ts'
import { leafEntry } from '../leaf.ts'
import { leafHash, verifyInclusion } from '../merkle.ts'
import type { DisclosedRecord } from '../records.ts'
import type { Evidence } from '../status.ts'
import { parseTlogProof, type TlogProof } from '../tlog-proof.ts'
import { trustEvidence, type TrustDocument, type TrustEvidence } from '../trust-document.ts'
import { evidenceMax } from './limits.ts'
import { messageOf, Refusal } from './report.ts'
import { inParallel, need, type Run } from './run.ts'
import type { SameLog } from './tree.ts'

/** What evidence is compared with: the opened records by id, or null when only the document is at hand. */
export interface EvidenceContext {
  readonly keys: LogKeys
  readonly sameLog: SameLog
  readonly opened: ReadonlyMap<string, DisclosedRecord> | null
}

/** Verifies both files of every piece of evidence that the document shows. */
export async function checkEvidence(
  run: Run,
  document: TrustDocument,
  context: EvidenceContext,
): Promise<void> {
  const claims = document.measures.flatMap((measure) => measure.claims)
  const rows = new Map(claims.flatMap((claim) => claim.evidence.map((row) => [row.id, row] as const)))
  if (rows.size > evidenceMax)
    throw new Refusal('/trust.json', 'limit', `more than ${evidenceMax} pieces of evidence`)
  await inParallel([...rows.values()], async (row) => {
    if (!/^[\w-]{1,64}$/.test(row.id)) {
      return run.findings.add(
        '/trust.json',
        'evidence-invalid',
        `evidence cannot be called ${JSON.stringify(row.id)}`,
      )
    }
    const file = await checkFile(run, row, context)
    if (file) await checkProofFile(run, row, file, context)
    run.counts.evidence++
  })
}

async function checkFile(
  run: Run,
  row: TrustEvidence,
  context: EvidenceContext,
): Promise<EvidenceFile | null> {
  const path = `/evidence/${row.id}.json`
  const bytes = await need(run, path)
  try {
    const file = readEvidenceFile(bytes)
    await checkPlace(file, file.checkpoint, file.inclusionProof, file.index, context)
    const difference = differenceOf(file, row, context.opened?.get(row.id))
    if (difference !== null) run.findings.add(path, 'evidence-differs', difference)
    return file
  } catch (error) {
    if (error instanceof Refusal || (error as Error).name === 'SourceError') throw error
    run.findings.add(path, 'evidence-invalid', messageOf(error))
    return null
  }
}

function differenceOf(
  file: EvidenceFile,
  row: TrustEvidence,
  opened: DisclosedRecord | undefined,
): string | null {
  const { index, record, salt } = file
  const said = (value: unknown) => canonicalJson(value)
  if (record.type !== 'claims.evidence-recorded') return `the record is a ${record.type}`
  if (said(trustEvidence(record as Evidence, index, row.counts)) !== said(row))
    return 'the document says something else'
  if (opened && said({ index, record, salt }) !== said(opened)) return 'the log has another record'
  return null
}

async function checkProofFile(
  run: Run,
  row: TrustEvidence,
  file: EvidenceFile,
  context: EvidenceContext,
): Promise<void> {
  const path = `/evidence/${row.id}.tlog-proof`
  const bytes = await need(run, path)
  try {
    const proof: TlogProof = parseTlogProof(fromUtf8(bytes))
    if (proof.index !== file.index)
      throw new Error(`index ${proof.index}, but the evidence stands at ${file.index}`)
    if (proof.extra && !equalBytes(proof.extra, evidenceExtra(file)))
      throw new Error('its extra data are not record and salt')
    await checkPlace(file, proof.checkpoint, proof.proof, proof.index, context)
  } catch (error) {
    if (error instanceof Refusal || (error as Error).name === 'SourceError') throw error
    run.findings.add(path, 'evidence-invalid', messageOf(error))
  }
}

/** The record stands at the index of a signed tree, and that tree is of this log. */
async function checkPlace(
  { record, salt }: Pick<DisclosedRecord, 'record' | 'salt'>,
  note: string,
  proof: readonly Uint8Array[],
  index: number,
  { keys, sameLog }: EvidenceContext,
): Promise<void> {
  const { size, root } = await verifyCheckpoint(note, keys)
  const hash = leafHash(leafEntry(canonicalJson(record), fromHex(salt)))
  verifyInclusion({ index, size, root, leafHash: hash, proof })
  await sameLog({ size, root })
}
