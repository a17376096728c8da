import { ProofError } from './proof-error.ts'

/** Bytes over an ordinary (not shared) buffer: what WebCrypto accepts. */
export type Bytes = Uint8Array<ArrayBuffer>

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

export const utf8 = (text: string): Bytes => encoder.encode(text)

/** Throws `utf8-encoding` for malformed input; a byte order mark stays in the text. */
export function fromUtf8(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes)
  } catch {
    throw new ProofError('utf8-encoding', 'the bytes are not UTF-8')
  }
}

export function concatBytes(...parts: readonly Uint8Array[]): Bytes {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let end = 0
  for (const part of parts) {
    joined.set(part, end)
    end += part.length
  }
  return joined
}

/** Plain comparison: nothing that this package compares is secret. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false
  return true
}

const pairs = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

export function toHex(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += pairs[byte]
  return text
}

/** Lower case only, so that every value has one spelling. Throws `hex-encoding`. */
export function fromHex(text: string): Bytes {
  if (text.length % 2 !== 0 || !/^[0-9a-f]*$/.test(text)) {
    throw new ProofError('hex-encoding', 'not lower-case hex of whole bytes')
  }
  const bytes = new Uint8Array(text.length / 2)
  for (let at = 0; at < bytes.length; at++) bytes[at] = Number.parseInt(text.slice(2 * at, 2 * at + 2), 16)
  return bytes
}

/** RFC 4648 section 4, with padding. */
export function toBase64(bytes: Uint8Array): string {
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary)
}

/** Refuses spaces, missing padding and stray last bits: every value has one spelling. Throws `base64-encoding`. */
export function fromBase64(text: string): Bytes {
  let binary: string | null
  try {
    binary = atob(text)
  } catch {
    binary = null
  }
  if (binary === null || btoa(binary) !== text) throw new ProofError('base64-encoding', 'not strict base64')
  return Uint8Array.from(binary, (character) => character.charCodeAt(0))
}
