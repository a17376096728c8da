import { createHash } from 'node:crypto'

/** A second, plain implementation of RFC 6962 and of our leaf, to compare with. */
const sha256 = (...parts: Uint8Array[]) =>
  parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest()

/** The entry that a record and its salt commit to. */
export const commitOf = (body: string, salt: Uint8Array): Uint8Array =>
  Buffer.concat([Buffer.of(1), sha256(salt, Buffer.from(body))])

/** MTH of RFC 6962 section 2.1. */
export function rootOf(entries: readonly Uint8Array[]): Uint8Array {
  if (entries.length === 0) return sha256()
  if (entries.length === 1) return sha256(Buffer.of(0), entries[0]!)
  let half = 1
  while (half * 2 < entries.length) half *= 2
  return sha256(Buffer.of(1), rootOf(entries.slice(0, half)), rootOf(entries.slice(half)))
}
