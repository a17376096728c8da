/** Of one block: 16 KiB, ten bits for each of 13,000 different words (one in a hundred blocks is looked at in vain then). */
export const bloomBytes = 16 * 1024
const bits = bloomBytes * 8
const hashes = 7

/** The bits that a token sets: two independent hashes, combined (Kirsch and Mitzenmacher). */
export function bitsOf(token: string): number[] {
  let [a, b] = [0x811c9dc5, 0x9747b28c]
  for (let index = 0; index < token.length; index++) {
    const code = token.charCodeAt(index)
    a = Math.imul(a ^ code, 0x01000193)
    b = Math.imul(b ^ code, 0x5bd1e995)
    b ^= b >>> 15
  }
  const [first, step] = [mixed(a), mixed(b) | 1]
  const places: number[] = []
  for (let index = 0; index < hashes; index++) places.push(((first + Math.imul(index, step)) >>> 0) % bits)
  return places
}

function mixed(hash: number): number {
  let value = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35)
  return (value ^ (value >>> 16)) >>> 0
}

/** A filter over tokens. */
export function bloomOf(tokens: Iterable<string>): Buffer {
  const bloom = Buffer.alloc(bloomBytes)
  for (const token of tokens)
    for (const bit of bitsOf(token)) bloom[bit >>> 3] = (bloom[bit >>> 3] as number) | (1 << (bit & 7))
  return bloom
}

/** Whether a token may have been put in; `false` is certain. */
export const mayHold = (bloom: Uint8Array, token: string): boolean =>
  bitsOf(token).every((bit) => ((bloom[bit >>> 3] as number) & (1 << (bit & 7))) !== 0)
