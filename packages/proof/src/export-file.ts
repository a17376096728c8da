/**
 * An export of events with offline proofs: JSON lines, each with the record as the bytes that its leaf commits to, newest
 * first, and a last line with the signed head of the tree of events and its keys.
 */
import { fromBase64, fromHex } from './bytes.ts'
import { canonicalJson } from './canonical-json.ts'
import { verifyCheckpoint, type VerifiedCheckpoint } from './checkpoint.ts'
import { leafEntry } from './leaf.ts'
import { leafHash, verifyInclusion } from './merkle.ts'
import { ProofError } from './proof-error.ts'
import { parseVerifierKey } from './verifier-key.ts'

export interface ExportLine {
  /** Canonical JSON. */
  readonly record: string
  /** Lower-case hex. */
  readonly salt: string
  /** Place of the leaf. */
  readonly index: number
  /** Base64, from the leaf's sibling upwards. */
  readonly proof: readonly string[]
}

/** What every proof of an export leads to. */
export interface ExportEnd {
  /** Signed. */
  readonly checkpoint: string
  readonly key: string
  readonly clockKey: string
  /** Events before this line. */
  readonly count: number
}

/** One line, with its newline. */
export const formatExportLine = ({ record, salt, index, proof }: ExportLine): string =>
  `{"record":${record},"salt":"${salt}","index":${index},"proof":[${proof.map((hash) => `"${hash}"`).join()}]}\n`

/** The last line, with its newline. */
export const formatExportEnd = ({ checkpoint, key, clockKey, count }: ExportEnd): string =>
  `${JSON.stringify({ checkpoint, key, clockKey, count })}\n`

const before = '{"record":'
/** Hex and base64 hold no quote and no bracket: this can end a line in one way only. */
const ending =
  /^,"salt":"([0-9a-f]{64})","index":(0|[1-9]\d{0,15}),"proof":\[((?:"[A-Za-z0-9+/=]{44}",?)*)\]\}$/

/** Reads a line without its newline. Throws `proof-encoding`. */
export function parseExportLine(line: string): ExportLine {
  const end = line.lastIndexOf(',"salt":"')
  const [, salt, index, hashes] = ending.exec(line.slice(Math.max(0, end))) ?? []
  if (!line.startsWith(before) || salt === undefined || index === undefined || hashes === undefined)
    throw malformed('the line is not record, salt, index and proof')
  const proof = hashes === '' ? [] : hashes.slice(1, -1).split('","')
  const parsed = { record: line.slice(before.length, end), salt, index: Number(index), proof }
  if (formatExportLine(parsed).slice(0, -1) !== line) throw malformed('the line has a second spelling')
  return parsed
}

/** Reads the last line without its newline. Throws `proof-encoding`. */
export function parseExportEnd(line: string): ExportEnd {
  let value: Partial<ExportEnd> | null
  try {
    value = JSON.parse(line) as Partial<ExportEnd> | null
  } catch {
    throw malformed('the last line is not JSON: the file is cut off')
  }
  const { checkpoint, key, clockKey, count } = value ?? {}
  const texts = [checkpoint, key, clockKey].every((text) => typeof text === 'string')
  if (!texts || !Number.isSafeInteger(count) || (count as number) < 0)
    throw malformed('the last line is not checkpoint, key, clockKey and count: the file is cut off')
  const end = { checkpoint, key, clockKey, count } as ExportEnd
  if (formatExportEnd(end).slice(0, -1) !== line) throw malformed('the last line says more than it proves')
  return end
}

/** Verifies the signatures of the last line by the keys that stand in it. Throws ProofError. */
export const verifyExportEnd = ({ checkpoint, key, clockKey }: ExportEnd): Promise<VerifiedCheckpoint> =>
  verifyCheckpoint(checkpoint, { log: parseVerifierKey(key), clock: parseVerifierKey(clockKey) })

/** Verifies that record and salt open a leaf of the tree of this head. Throws ProofError. */
export function verifyExportLine(line: ExportLine, { size, root }: VerifiedCheckpoint): void {
  checkRecordText(line.record)
  const hash = leafHash(leafEntry(line.record, fromHex(line.salt)))
  verifyInclusion({ index: line.index, size, root, leafHash: hash, proof: line.proof.map(fromBase64) })
}

/** What another program reads in the record must be what was committed to: one spelling only. */
function checkRecordText(text: string): void {
  let value: {
    actor?: unknown
    at?: unknown
    data?: Record<string, unknown>
    id?: unknown
    type?: unknown
  } | null
  try {
    value = JSON.parse(text)
  } catch {
    throw new ProofError('not-json', 'the record is not JSON')
  }
  const { actor, at, data, id, type } = value ?? {}
  if (type !== 'events.received' || typeof data !== 'object' || data === null)
    throw malformed('the record is not that of an event')
  const { event, organisation } = data
  // The event alone may be as deep as canonical JSON allows.
  const [by, when, what] = [canonicalJson(actor), canonicalJson(at), canonicalJson(event)]
  const [whose, name] = [canonicalJson(organisation), canonicalJson(id)]
  const only = `{"actor":${by},"at":${when},"data":{"event":${what},"organisation":${whose}},"id":${name},"type":"events.received"}`
  if (only !== text) throw new ProofError('not-canonical', 'the record is not in canonical form (RFC 8785)')
}

const malformed = (message: string) => new ProofError('proof-encoding', message)
