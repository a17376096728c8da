/**
 * nachweis-verify: everything that server, auditors and browsers need to make and verify proofs. No dependencies and no
 * Node interfaces here; what needs Node stands in `nachweis-verify/node`.
 */
export { ProofError, type ProofErrorCode } from './proof-error.ts'
export {
  concatBytes,
  equalBytes,
  fromBase64,
  fromHex,
  fromUtf8,
  toBase64,
  toHex,
  utf8,
  type Bytes,
} from './bytes.ts'
export { hashBytes, sha256 } from './sha256.ts'
export {
  emptyRoot,
  leafHash,
  nodeHash,
  treeRoot,
  verifyConsistency,
  verifyInclusion,
  type Consistency,
  type Inclusion,
} from './merkle.ts'
export { consistencyProof, inclusionProof, rootAt, type HashAt } from './merkle-proofs.ts'
export {
  decodeEntries,
  encodeEntries,
  entryBundlesOf,
  hashTilesOf,
  parseTilePath,
  tilePath,
  tileWidth,
  type TileAddress,
} from './tiles.ts'
export {
  append,
  edgeFromTiles,
  edgeRoot,
  edgeWidths,
  emptyEdge,
  type Appended,
  type Tile,
  type TreeEdge,
} from './tree-edge.ts'
export { hashReader, type ReadTile } from './tile-reader.ts'
export {
  formatVerifierKey,
  parseVerifierKey,
  signatureTypes,
  verifierKey,
  type VerifierKey,
} from './verifier-key.ts'
export { ed25519Signer, generateEd25519, verifyEd25519, type Sign } from './ed25519.ts'
export {
  formatNote,
  parseNote,
  signNote,
  verifyNote,
  type NoteSignature,
  type SignedNote,
  type VerifiedSignature,
} from './signed-note.ts'
export { cosign, cosignedMessage } from './cosignature.ts'
export {
  clockKeyName,
  formatCheckpoint,
  parseCheckpoint,
  signCheckpoint,
  verifyCheckpoint,
  type Checkpoint,
  type LogKeys,
  type VerifiedCheckpoint,
} from './checkpoint.ts'
export { canonicalJson, parseCanonical } from './canonical-json.ts'
export { checkEntry, entryBytes, leafEntry, openLeaf, saltBytes } from './leaf.ts'
export { formatTlogProof, parseTlogProof, type TlogProof } from './tlog-proof.ts'
export * from './records.ts'
export { sentence, sentenceParts, type SentencePart } from './sentence.ts'
export {
  claimState,
  clockToleranceMs,
  evidenceStatus,
  worst,
  type ClaimState,
  type Evidence,
  type EvidenceLookup,
  type LatestEvidence,
} from './status.ts'
export { claimHistory, type HistoryDay } from './history.ts'
export { claimStatesAt } from './reading.ts'
export {
  changesMax,
  historyDaysMax,
  trustDocument,
  trustEvidence,
  type TrustClaim,
  type TrustDocument,
  type TrustEvidence,
  type TrustLog,
  type TrustMeasure,
} from './trust-document.ts'
export { verifyInstallation, type VerifyOptions } from './verifier.ts'
export { SourceError, type Source } from './verify/source.ts'
export {
  formatExportEnd,
  formatExportLine,
  parseExportEnd,
  parseExportLine,
  verifyExportEnd,
  verifyExportLine,
  type ExportEnd,
  type ExportLine,
} from './export-file.ts'
export { evidenceExtra, readEvidenceFile, type EvidenceFile } from './evidence-file.ts'
export type {
  Counts,
  EventsMemory,
  Memory,
  Problem,
  ProblemCode,
  Report,
  ReportedClaim,
  ReportedEvents,
  Skipped,
  TreeMemory,
} from './verify/report.ts'
