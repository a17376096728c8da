/** C2SP tlog-checkpoint: the signed head of the log. */
import { fromBase64, toBase64 } from './bytes.ts'
import { cosign } from './cosignature.ts'
import type { Sign } from './ed25519.ts'
import { ProofError } from './proof-error.ts'
import { hashBytes } from './sha256.ts'
import { formatNote, parseNote, signNote, verifyNote, type SignedNote } from './signed-note.ts'
import type { VerifierKey } from './verifier-key.ts'

export interface Checkpoint {
  readonly origin: string
  /** Number of leaves. */
  readonly size: number
  readonly root: Uint8Array
  readonly extensions?: readonly string[]
}

export interface VerifiedCheckpoint extends Checkpoint {
  /** When the clock key signed, in ms since the epoch. */
  readonly time: number
  readonly note: SignedNote
}

/** The key that signs the head, and the key of the same server that states the time. */
export interface LogKeys {
  readonly log: VerifierKey
  readonly clock: VerifierKey
}

/** Name of the clock key of a log. */
export const clockKeyName = (origin: string): string => `${origin}/clock`

/** The note text. Throws `checkpoint-encoding` for what `parseCheckpoint` would not read. */
export function formatCheckpoint({ origin, size, root, extensions = [] }: Checkpoint): string {
  const text = `${[origin, size, toBase64(root), ...extensions].join('\n')}\n`
  parseCheckpoint(text)
  return text
}

/** Reads the note text of a checkpoint. Throws `checkpoint-encoding`, `base64-encoding`. */
export function parseCheckpoint(text: string): Checkpoint {
  if (!text.endsWith('\n')) throw malformed('it does not end in a newline')
  const [origin = '', size = '', root = '', ...extensions] = text.slice(0, -1).split('\n')
  if (origin === '') throw malformed('the origin is empty')
  if (!/^(0|[1-9]\d*)$/.test(size) || !Number.isSafeInteger(Number(size)))
    throw malformed('the size is no number')
  const hash = fromBase64(root)
  if (hash.length !== hashBytes) throw malformed('the root is not 32 bytes')
  if (extensions.includes('')) throw malformed('a line is empty')
  return { origin, size: Number(size), root: hash, extensions }
}

/** Signs a head twice: the log's key, and the clock key at `time` (ms since the epoch, rounded down to seconds). */
export async function signCheckpoint(
  checkpoint: Checkpoint,
  keys: LogKeys,
  sign: { readonly log: Sign; readonly clock: Sign },
  time: number,
): Promise<string> {
  const text = formatCheckpoint(checkpoint)
  const signatures = [
    await signNote(text, keys.log, sign.log),
    await cosign(text, keys.clock, sign.clock, Math.floor(time / 1000)),
  ]
  return formatNote({ text, signatures })
}

/**
 * Verifies both signatures and the origin, which is the name of the log's key. Other signatures (witnesses) are left in
 * `note`. Throws `signature-missing`, `signature-invalid`, `origin-mismatch` and what the parsers throw.
 */
export async function verifyCheckpoint(
  note: Uint8Array | string,
  keys: LogKeys,
): Promise<VerifiedCheckpoint> {
  const parsed = parseNote(note)
  const verified = await verifyNote(parsed, [keys.log, keys.clock])
  const clocks = verified.filter(({ key }) => key === keys.clock)
  if (!verified.some(({ key }) => key === keys.log)) throw missing(keys.log)
  if (clocks.length === 0) throw missing(keys.clock)
  const checkpoint = parseCheckpoint(parsed.text)
  if (checkpoint.origin !== keys.log.name) {
    throw new ProofError(
      'origin-mismatch',
      `the checkpoint is of ${checkpoint.origin}, the key of ${keys.log.name}`,
    )
  }
  return { ...checkpoint, time: Math.max(...clocks.map(({ time }) => time ?? 0)) * 1000, note: parsed }
}

const missing = (key: VerifierKey) =>
  new ProofError('signature-missing', `${key.name} did not sign the checkpoint`)
const malformed = (message: string) => new ProofError('checkpoint-encoding', `no checkpoint: ${message}`)
