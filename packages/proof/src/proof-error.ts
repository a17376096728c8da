/** Why a proof, a note or an encoding was refused. Closed: callers may switch over it. */
export type ProofErrorCode =
  | 'hash-length'
  | 'index-out-of-range'
  | 'size-invalid'
  | 'size-order'
  | 'proof-length'
  | 'root-mismatch'
  | 'tile-path'
  | 'tile-missing'
  | 'tile-length'
  | 'bundle-encoding'
  | 'entry-encoding'
  | 'salt-length'
  | 'commitment-mismatch'
  | 'note-encoding'
  | 'note-limit'
  | 'key-encoding'
  | 'key-algorithm-unsupported'
  | 'signature-missing'
  | 'signature-invalid'
  | 'checkpoint-encoding'
  | 'origin-mismatch'
  | 'proof-encoding'
  | 'not-canonical'
  | 'not-json'
  | 'base64-encoding'
  | 'hex-encoding'
  | 'utf8-encoding'
  | 'crypto-unavailable'

/** Everything in this package that refuses throws this; nothing is ever returned for "did not verify". */
export class ProofError extends Error {
  readonly code: ProofErrorCode

  constructor(code: ProofErrorCode, message: string) {
    super(message)
    this.name = 'ProofError'
    this.code = code
  }
}
