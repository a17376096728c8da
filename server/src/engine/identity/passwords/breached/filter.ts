import { hash } from 'node:crypto'

/** How a filter is laid out. Positions are fingerprints of 16 bits. */
export interface Shape {
  readonly seed: number
  readonly segmentCount: number
  /** A power of two. */
  readonly segmentLength: number
  readonly entries: number
}

export const headBytes = 32
export const magic = Buffer.from('nwfuse16')
const positionsMax = 2 ** 26

/** Fingerprints in the array: the last two segments are reached from those before. */
export const positionsOf = (shape: Shape): number => (shape.segmentCount + 2) * shape.segmentLength

/**
 * The three positions and the fingerprint of a word. Binary fuse filter with three places in neighbouring segments (Graf and
 * Lemire, 2022); the bits come from SHA-256, so that no word is special.
 */
export function placesOf(word: string, { seed, segmentCount, segmentLength }: Shape) {
  const digest = hash('sha256', `${seed}:${word}`, 'buffer')
  const segment = Math.floor((digest.readUInt32LE(0) * segmentCount) / 2 ** 32)
  const within = (offset: number) => digest.readUInt32LE(offset) & (segmentLength - 1)
  return {
    places: [
      segment * segmentLength + within(4),
      (segment + 1) * segmentLength + within(8),
      (segment + 2) * segmentLength + within(12),
    ] as const,
    fingerprint: digest.readUInt16LE(16),
  }
}

/** Whether a word is in the set: never false for a member, wrongly true for one other word in 65,536. */
export type Has = (word: string) => boolean

/** Reads a filter as tools/breached writes it. Throws for anything else. */
export function readFilter(bytes: Buffer): Has {
  if (bytes.length < headBytes || !bytes.subarray(0, magic.length).equals(magic)) throw notAFilter()
  const [seed, segmentCount, segmentLength, entries] = [8, 12, 16, 20].map((at) => bytes.readUInt32LE(at))
  const shape = { seed, segmentCount, segmentLength, entries } as Shape
  const positions = positionsOf(shape)
  const powerOfTwo = shape.segmentLength > 0 && Number.isInteger(Math.log2(shape.segmentLength))
  if (!powerOfTwo || positions > positionsMax || bytes.length !== headBytes + 2 * positions)
    throw notAFilter()
  const at = (position: number) => bytes.readUInt16LE(headBytes + 2 * position)
  return (word) => {
    const { places, fingerprint } = placesOf(word, shape)
    return (at(places[0]) ^ at(places[1]) ^ at(places[2])) === fingerprint
  }
}

const notAFilter = () => new Error('The list of breached passwords is damaged: install this file anew.')
