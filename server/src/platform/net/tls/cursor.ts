/** The bytes are not what the protocol prescribes. */
export class Malformed extends Error {}

/** Reads big-endian numbers and vectors from the front of a buffer. Throws Malformed when it is too short. */
export interface Cursor {
  left(): number
  uint(width: number): number
  bytes(length: number): Buffer
  /** A length of `width` bytes, then as many bytes. */
  vector(width: number): Buffer
}

export function cursor(buffer: Buffer): Cursor {
  let at = 0
  const bytes = (length: number) => {
    if (buffer.length - at < length) throw new Malformed('a message ends early')
    at += length
    return buffer.subarray(at - length, at)
  }
  const uint = (width: number) => bytes(width).readUIntBE(0, width)
  return { left: () => buffer.length - at, uint, bytes, vector: (width) => bytes(uint(width)) }
}
