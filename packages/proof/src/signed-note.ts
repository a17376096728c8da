/** C2SP signed-note: a text and lines of signatures under it. */
import { concatBytes, fromBase64, fromUtf8, toBase64, utf8, type Bytes } from './bytes.ts'
import { cosignedMessage, splitCosignature } from './cosignature.ts'
import { verifyEd25519, type Sign } from './ed25519.ts'
import { ProofError } from './proof-error.ts'
import { formatKeyId, isKeyName, signatureTypes, type VerifierKey } from './verifier-key.ts'

export const noteBytesMax = 262_144
/** The specification asks for 16 at least. */
export const noteSignaturesMax = 64
const keyIdBytes = 4

export interface NoteSignature {
  readonly name: string
  readonly keyId: number
  /** Without the key id. */
  readonly signature: Bytes
}

export interface SignedNote {
  /** Ends in a newline. */
  readonly text: string
  readonly signatures: readonly NoteSignature[]
}

/** A signature that was verified. `time` (seconds since the epoch) only for cosignatures. */
export interface VerifiedSignature {
  readonly key: VerifierKey
  readonly time: number | null
}

/** Reads a note without verifying anything. Throws `note-encoding`, `note-limit`, `utf8-encoding`. */
export function parseNote(note: Uint8Array | string): SignedNote {
  if (note.length > noteBytesMax)
    throw new ProofError('note-limit', `a note is longer than ${noteBytesMax} bytes`)
  const whole = typeof note === 'string' ? note : fromUtf8(note)
  checkText(whole)
  const end = whole.lastIndexOf('\n\n')
  if (end < 0 || !whole.endsWith('\n')) throw malformed('a note is a text, an empty line and signature lines')
  const lines = whole.slice(end + 2, -1).split('\n')
  if (lines.length > noteSignaturesMax)
    throw new ProofError('note-limit', `more than ${noteSignaturesMax} signatures`)
  return { text: whole.slice(0, end + 1), signatures: lines.map(parseSignature) }
}

/** The inverse of `parseNote`. Throws `note-encoding` for a text that cannot be signed. */
export function formatNote({ text, signatures }: SignedNote): string {
  checkText(text)
  if (!text.endsWith('\n') || signatures.length === 0)
    throw malformed('a note needs a final newline and a signature')
  return `${text}\n${signatures.map(formatSignature).join('')}`
}

/** Signs a text with an ordinary Ed25519 key (type 0x01). Throws `key-algorithm-unsupported`. */
export async function signNote(text: string, key: VerifierKey, sign: Sign): Promise<NoteSignature> {
  if (key.type !== signatureTypes.ed25519) throw unsupported(key)
  return { name: key.name, keyId: key.id, signature: Uint8Array.from(await sign(utf8(text))) }
}

/**
 * Verifies a note against the keys that the caller trusts. Signatures of other keys are ignored; one bad signature of a
 * trusted key refuses the note. Gives the verified signatures in the note's order, one at least.
 * Throws `signature-invalid`, `signature-missing`, `key-algorithm-unsupported`, `crypto-unavailable`.
 */
export async function verifyNote(
  note: SignedNote,
  keys: readonly VerifierKey[],
): Promise<VerifiedSignature[]> {
  const verified: VerifiedSignature[] = []
  for (const signature of note.signatures) {
    const key = keys.find(({ name, id }) => name === signature.name && id === signature.keyId)
    if (key) verified.push({ key, time: await verifySignature(note.text, signature.signature, key) })
  }
  if (verified.length === 0) throw new ProofError('signature-missing', 'no trusted key signed this note')
  return verified
}

/** Gives the time of a cosignature, null for an ordinary signature. */
async function verifySignature(text: string, signature: Bytes, key: VerifierKey): Promise<number | null> {
  if (key.type === signatureTypes.ed25519) {
    if (await verifyEd25519(key.publicKey, utf8(text), signature)) return null
  } else if (key.type === signatureTypes.cosignatureEd25519) {
    const { time, rest } = splitCosignature(signature)
    if (await verifyEd25519(key.publicKey, cosignedMessage(text, time), rest)) return time
  } else {
    throw unsupported(key)
  }
  throw new ProofError(
    'signature-invalid',
    `the signature of ${key.name} (${formatKeyId(key.id)}) does not verify`,
  )
}

function parseSignature(line: string): NoteSignature {
  const match = /^— (\S+) (\S+)$/u.exec(line)
  if (!match || !isKeyName(match[1] as string))
    throw malformed('a signature line is em dash, key name, base64')
  const bytes = fromBase64(match[2] as string)
  if (bytes.length <= keyIdBytes) throw malformed('a signature is a key id and at least one byte')
  return {
    name: match[1] as string,
    keyId: new DataView(bytes.buffer).getUint32(0),
    signature: bytes.slice(keyIdBytes),
  }
}

function formatSignature({ name, keyId, signature }: NoteSignature): string {
  const id = new Uint8Array(keyIdBytes)
  new DataView(id.buffer).setUint32(0, keyId)
  return `— ${name} ${toBase64(concatBytes(id, signature))}\n`
}

function checkText(text: string): void {
  // oxlint-disable-next-line no-control-regex -- the specification forbids exactly these
  if (/[\u0000-\u0009\u000b-\u001f]/.test(text)) throw malformed('a note has no control characters')
  if (!text.isWellFormed()) throw malformed('a note is well-formed Unicode')
}

const malformed = (message: string) => new ProofError('note-encoding', message)
const unsupported = (key: VerifierKey) =>
  new ProofError(
    'key-algorithm-unsupported',
    `signatures of type ${key.type} (${key.name}) are not supported`,
  )
