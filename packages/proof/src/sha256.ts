/**
 * SHA-256 (FIPS 180-4), synchronous. WebCrypto is asynchronous and absent on plain-http pages, and a Merkle tree needs
 * a million small hashes: one implementation serves Node and the browser.
 */
import type { Bytes } from './bytes.ts'

export const hashBytes = 32
const blockBytes = 64

const roundConstants = new Int32Array([
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98,
  0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786,
  0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8,
  0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13,
  0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819,
  0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a,
  0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7,
  0xc67178f2,
])
const initial = new Int32Array([
  0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
])

// Working memory is shared by all calls: a call runs to its end before the next one starts.
const schedule = new Int32Array(64)
const state = new Int32Array(8)
const block = new Uint8Array(blockBytes)

/** The hash of the parts one after the other. */
export function sha256(...parts: readonly Uint8Array[]): Bytes {
  state.set(initial)
  let filled = 0
  let length = 0
  for (const part of parts) {
    length += part.length
    filled = absorb(part, filled)
  }
  finish(filled, length)
  return digest()
}

/** Takes in `part` after `filled` bytes that wait in the block; gives the bytes that wait afterwards. */
function absorb(part: Uint8Array, filled: number): number {
  let from = 0
  if (filled > 0 || part.length < blockBytes) {
    const taken = Math.min(blockBytes - filled, part.length)
    for (let at = 0; at < taken; at++) block[filled + at] = part[at] as number
    from = taken
    if (filled + taken < blockBytes) return filled + taken
    compress(block, 0)
  }
  for (; from + blockBytes <= part.length; from += blockBytes) compress(part, from)
  for (let at = from; at < part.length; at++) block[at - from] = part[at] as number
  return part.length - from
}

/** Padding: one bit, zeros, the length in bits as 64-bit big-endian (section 5.1.1). */
function finish(filled: number, length: number): void {
  block[filled] = 0x80
  block.fill(0, filled + 1)
  if (filled + 9 > blockBytes) {
    compress(block, 0)
    block.fill(0)
  }
  const high = Math.floor(length / 0x20000000)
  const low = length << 3
  for (let at = 0; at < 4; at++) {
    block[56 + at] = high >>> (24 - 8 * at)
    block[60 + at] = low >>> (24 - 8 * at)
  }
  compress(block, 0)
}

function digest(): Bytes {
  const result = new Uint8Array(hashBytes)
  for (let word = 0; word < 8; word++) {
    const value = state[word] as number
    result[4 * word] = value >>> 24
    result[4 * word + 1] = value >>> 16
    result[4 * word + 2] = value >>> 8
    result[4 * word + 3] = value
  }
  return result
}

/** Section 6.2.2 for the 64 bytes at `from`. */
function compress(bytes: Uint8Array, from: number): void {
  expand(bytes, from)
  let a = state[0] as number
  let b = state[1] as number
  let c = state[2] as number
  let d = state[3] as number
  let e = state[4] as number
  let f = state[5] as number
  let g = state[6] as number
  let h = state[7] as number
  for (let round = 0; round < 64; round++) {
    const sum1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))
    const choice = g ^ (e & (f ^ g))
    const first = (h + sum1 + choice + (roundConstants[round] as number) + (schedule[round] as number)) | 0
    const sum0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))
    const majority = (a & b) | (c & (a | b))
    h = g
    g = f
    f = e
    e = (d + first) | 0
    d = c
    c = b
    b = a
    a = (first + sum0 + majority) | 0
  }
  state[0] = (state[0] as number) + a
  state[1] = (state[1] as number) + b
  state[2] = (state[2] as number) + c
  state[3] = (state[3] as number) + d
  state[4] = (state[4] as number) + e
  state[5] = (state[5] as number) + f
  state[6] = (state[6] as number) + g
  state[7] = (state[7] as number) + h
}

function expand(bytes: Uint8Array, from: number): void {
  for (let word = 0, at = from; word < 16; word++, at += 4) {
    schedule[word] =
      ((bytes[at] as number) << 24) |
      ((bytes[at + 1] as number) << 16) |
      ((bytes[at + 2] as number) << 8) |
      (bytes[at + 3] as number)
  }
  for (let word = 16; word < 64; word++) {
    const near = schedule[word - 2] as number
    const far = schedule[word - 15] as number
    const sigma1 = ((near >>> 17) | (near << 15)) ^ ((near >>> 19) | (near << 13)) ^ (near >>> 10)
    const sigma0 = ((far >>> 7) | (far << 25)) ^ ((far >>> 18) | (far << 14)) ^ (far >>> 3)
    schedule[word] = (sigma1 + (schedule[word - 7] as number) + sigma0 + (schedule[word - 16] as number)) | 0
  }
}
