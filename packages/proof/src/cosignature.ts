/**
 * C2SP tlog-cosignature, version 1 with Ed25519: a signature over a checkpoint together with the moment of signing.
 * ML-DSA-44 (type 0x06) signs a binary message instead and would get its own functions beside these.
 */
import { concatBytes, utf8, type Bytes } from './bytes.ts'
import { ed25519SignatureBytes, type Sign } from './ed25519.ts'
import { ProofError } from './proof-error.ts'
import type { NoteSignature } from './signed-note.ts'
import { signatureTypes, type VerifierKey } from './verifier-key.ts'

const timestampBytes = 8

/** What is signed: `time` in seconds since the epoch, `text` the whole note text with its final newline. */
export const cosignedMessage = (text: string, time: number): Bytes =>
  utf8(`cosignature/v1\ntime ${time}\n${text}`)

/** Cosigns a checkpoint's note text at `time` (seconds since the epoch). Throws `key-algorithm-unsupported`. */
export async function cosign(
  text: string,
  key: VerifierKey,
  sign: Sign,
  time: number,
): Promise<NoteSignature> {
  if (key.type !== signatureTypes.cosignatureEd25519) {
    throw new ProofError('key-algorithm-unsupported', `type ${key.type} does not make cosignatures`)
  }
  const timestamp = new Uint8Array(timestampBytes)
  new DataView(timestamp.buffer).setBigUint64(0, BigInt(time))
  return {
    name: key.name,
    keyId: key.id,
    signature: concatBytes(timestamp, await sign(cosignedMessage(text, time))),
  }
}

/** The timestamp (seconds since the epoch) and the signature behind it. Throws `signature-invalid`. */
export function splitCosignature(signature: Bytes): { time: number; rest: Bytes } {
  if (signature.length !== timestampBytes + ed25519SignatureBytes) {
    throw new ProofError('signature-invalid', `a cosignature has 72 bytes, not ${signature.length}`)
  }
  const time = Number(new DataView(signature.buffer, signature.byteOffset).getBigUint64(0))
  if (!Number.isSafeInteger(time))
    throw new ProofError('signature-invalid', 'the time of a cosignature is beyond all bounds')
  return { time, rest: signature.slice(timestampBytes) }
}
