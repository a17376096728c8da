/** What a leaf holds: a commitment that discloses nothing until record and salt are shown. */
import { concatBytes, equalBytes, utf8, type Bytes } from './bytes.ts'
import { ProofError } from './proof-error.ts'
import { hashBytes, sha256 } from './sha256.ts'

export const entryVersion = 0x01
export const saltBytes = 32
export const entryBytes = 1 + hashBytes

/** The entry of a record: version byte ‖ SHA-256(salt ‖ canonical record). Throws `salt-length`. */
export function leafEntry(recordText: string, salt: Uint8Array): Bytes {
  if (salt.length !== saltBytes)
    throw new ProofError('salt-length', `a salt has 32 bytes, not ${salt.length}`)
  return concatBytes(new Uint8Array([entryVersion]), sha256(salt, utf8(recordText)))
}

/** Refuses an entry that is not of this format. Throws `entry-encoding`. */
export function checkEntry(entry: Uint8Array): void {
  if (entry.length !== entryBytes || entry[0] !== entryVersion) {
    throw new ProofError('entry-encoding', 'an entry is the byte 01 and 32 bytes')
  }
}

/** Verifies that the entry commits to this record. Throws `entry-encoding`, `salt-length`, `commitment-mismatch`. */
export function openLeaf(entry: Uint8Array, recordText: string, salt: Uint8Array): void {
  checkEntry(entry)
  if (!equalBytes(leafEntry(recordText, salt), entry)) {
    throw new ProofError('commitment-mismatch', 'the leaf commits to another record or salt')
  }
}
