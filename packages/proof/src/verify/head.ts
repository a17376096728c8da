/** Whose log it is and which head of it is verified: keys, signatures, origin, freshness, memory. */
import { toBase64 } from '../bytes.ts'
import { parseCanonical } from '../canonical-json.ts'
import { clockKeyName, verifyCheckpoint, type LogKeys, type VerifiedCheckpoint } from '../checkpoint.ts'
import { isTime } from '../record-shape.ts'
import { parseVerifierKey, signatureTypes, type VerifierKey } from '../verifier-key.ts'
import { checkpointAgeMaxMs, documentAgeMaxMs, entriesMax, futureMaxMs } from './limits.ts'
import { messageOf, Refusal, type EventsMemory, type Memory, type ProblemCode } from './report.ts'
import { need, needText, type Run } from './run.ts'
import type { TrustDocument } from '../trust-document.ts'

export interface PinnedKeys extends LogKeys {
  /** The lines as published. */
  readonly line: { readonly key: string; readonly clockKey: string }
  readonly pinned: 'caller' | 'memory' | 'first-use'
}

/** The keys served must be those that the caller or the memory vouches for; the first time they are taken on trust. */
export async function pinKeys(
  run: Run,
  memory: Memory | null,
  expected: string | undefined,
): Promise<PinnedKeys> {
  const key = await keyLine(run, '/log/key')
  const clockKey = await keyLine(run, '/log/clock-key')
  const { log, clock } = parseKeys({ key, clockKey }, { key: '/log/key', clockKey: '/log/clock-key' })
  if (expected !== undefined && expected !== key) {
    throw new Refusal('/log/key', 'key-changed', 'the installation has another key than the one you named')
  }
  if (memory && memory.key !== key)
    throw new Refusal('/log/key', 'key-changed', `remembered was ${memory.key}`)
  if (memory && memory.clockKey !== clockKey) {
    throw new Refusal('/log/clock-key', 'key-changed', `remembered was ${memory.clockKey}`)
  }
  const pinned = expected !== undefined ? 'caller' : memory ? 'memory' : 'first-use'
  return { log, clock, line: { key, clockKey }, pinned }
}

type KeyLines = Readonly<Record<'key' | 'clockKey', string>>

/** The keys of a log from their lines; `where` says of each where it stands. Throws Refusal `key-invalid`. */
export function parseKeys(line: KeyLines, where: KeyLines): LogKeys {
  const log = parseKey(where.key, line.key, signatureTypes.ed25519)
  const clock = parseKey(where.clockKey, line.clockKey, signatureTypes.cosignatureEd25519)
  if (clock.name === clockKeyName(log.name)) return { log, clock }
  const message = `the clock key of ${log.name} cannot be named ${clock.name}`
  throw new Refusal(where.clockKey, 'key-invalid', message)
}

/** The one line of a resource. Throws Refusal `missing`, `key-invalid`. */
export async function keyLine(run: Run, path: string): Promise<string> {
  const text = await needText(run, path).catch(refuse(path, 'key-invalid'))
  const line = text.replace(/\n$/, '')
  if (line === '' || line.includes('\n')) throw new Refusal(path, 'key-invalid', 'not one line')
  return line
}

function parseKey(path: string, line: string, type: number): VerifierKey {
  try {
    const key = parseVerifierKey(line)
    if (key.type === type) return key
  } catch (error) {
    throw new Refusal(path, 'key-invalid', messageOf(error))
  }
  throw new Refusal(path, 'key-invalid', `the key is not of signature type ${type}`)
}

/** One moment of the installation: its document, and the head that the document itself names. */
export interface Snapshot {
  readonly documentBytes: Uint8Array
  /** As served: read for the moment and the checkpoint only, until it has been computed again. */
  readonly document: TrustDocument
  readonly generatedAt: number
  readonly head: VerifiedCheckpoint
  /** `/log/checkpoint`, fetched after the document: as large or larger. */
  readonly latest: VerifiedCheckpoint
  /** Against what freshness was judged, in ms since the epoch. */
  readonly now: number
}

const documentPath = '/trust.json'
const checkpointPath = '/log/checkpoint'

/** Fetches document and checkpoint and verifies the signatures of both heads. */
export async function readSnapshot(run: Run, keys: LogKeys, moment: number | 'signed'): Promise<Snapshot> {
  const documentBytes = await need(run, documentPath)
  const document = readDocument(documentBytes)
  const head = await verifyCheckpoint(document.log.checkpoint, keys).catch(
    refuse(`${documentPath}#/log/checkpoint`, 'checkpoint-invalid'),
  )
  const served = await need(run, checkpointPath)
  const latest = await verifyCheckpoint(served, keys).catch(refuse(checkpointPath, 'checkpoint-invalid'))
  if (head.size > entriesMax) throw new Refusal(checkpointPath, 'limit', `more than ${entriesMax} entries`)
  const now = moment === 'signed' ? latest.time : moment
  return { documentBytes, document, generatedAt: Date.parse(document.generatedAt), head, latest, now }
}

/** Adds a finding when a head or the document is too old, or of the future. */
export function checkAges(run: Run, { document, generatedAt, head, latest, now }: Snapshot): void {
  checkAge(run, `${documentPath}#/log/checkpoint`, head.time, now)
  checkAge(run, checkpointPath, latest.time, now)
  if (Math.abs(generatedAt - now) > documentAgeMaxMs) {
    run.findings.add(
      `${documentPath}#/generatedAt`,
      'document-stale',
      `it was made at ${document.generatedAt}`,
    )
  }
}

function readDocument(bytes: Uint8Array): TrustDocument {
  const invalid = (message: string) => new Refusal(documentPath, 'document-invalid', message)
  let document: Partial<TrustDocument> | null
  try {
    document = parseCanonical(bytes) as Partial<TrustDocument> | null
  } catch (error) {
    throw invalid(messageOf(error))
  }
  if (document?.format !== 'nachweis-trust/1') throw invalid('its format is not nachweis-trust/1')
  if (typeof document.log?.checkpoint !== 'string') throw invalid('it names no checkpoint')
  if (!isTime(document.generatedAt)) throw invalid('generatedAt is no moment')
  return document as TrustDocument
}

/** A finding when a head was signed too long ago or in the future; `time` and `now` in ms since the epoch. */
export function checkAge(run: Run, where: string, time: number, now: number): void {
  const signed = `signed at ${new Date(time).toISOString()}`
  if (time < now - checkpointAgeMaxMs)
    run.findings.add(where, 'checkpoint-stale', `${signed}, more than 10 minutes ago`)
  if (time > now + futureMaxMs)
    run.findings.add(where, 'checkpoint-from-future', `${signed}, which is still to come`)
}

/** What to remember of a head that was verified. */
export const memoryOf = (
  { line }: PinnedKeys,
  head: VerifiedCheckpoint,
  events: EventsMemory | undefined,
): Memory => ({
  origin: head.origin,
  ...line,
  size: head.size,
  root: toBase64(head.root),
  ...(events && { events }),
})

/** Turns whatever a step throws into a refusal at `where`. */
export function refuse(where: string, code: ProblemCode): (error: unknown) => never {
  return (error) => {
    if (error instanceof Error && error.name === 'ProofError') throw new Refusal(where, code, error.message)
    throw error
  }
}
