import {
  headBytes,
  magic,
  placesOf,
  positionsOf,
  type Shape,
} from '../../server/src/engine/identity/passwords/breached/filter.ts'

const seedsMax = 100

/**
 * Builds the filter of a set of words. The same set gives the same bytes. Throws when no seed works, which does not happen by
 * chance.
 */
export function buildFilter(words: ReadonlySet<string>): Buffer {
  const sorted = [...words].toSorted()
  for (let seed = 0; seed < seedsMax; seed++) {
    const bytes = tryToBuild(sorted, shapeFor(sorted.length, seed))
    if (bytes !== null) return bytes
  }
  throw new Error(`no seed of ${seedsMax} gives a filter`)
}

/** Sizes for three places a word, by Graf and Lemire, "Binary Fuse Filters", 2022, section 4. */
function shapeFor(entries: number, seed: number): Shape {
  const size = Math.max(entries, 2)
  const segmentLength = 2 ** Math.min(18, Math.max(2, Math.floor(Math.log(size) / Math.log(3.33) + 2.25)))
  const spare = Math.max(1.125, 0.875 + (0.25 * Math.log(1e6)) / Math.log(size))
  const segmentCount = Math.max(1, Math.ceil((size * spare) / segmentLength) - 2)
  return { seed, segmentCount, segmentLength, entries }
}

type Placed = ReturnType<typeof placesOf>

/** Peels the words off, one position that belongs to one word alone after the other; null when a knot remains. */
function tryToBuild(words: readonly string[], shape: Shape): Buffer | null {
  const positions = positionsOf(shape)
  const [counts, mixed] = [new Uint32Array(positions), new Uint32Array(positions)]
  const placed = words.map((word) => placesOf(word, shape))
  const toggle = ({ places }: Placed, index: number, by: 1 | -1) => {
    for (const place of places) {
      counts[place] = (counts[place] as number) + by
      mixed[place] = (mixed[place] as number) ^ index
    }
  }
  placed.forEach((each, index) => toggle(each, index, 1))
  const alone = [...counts.keys()].filter((place) => counts[place] === 1)
  const order: (Placed & { place: number })[] = []
  for (let place = alone.pop(); place !== undefined; place = alone.pop()) {
    if (counts[place] !== 1) continue
    const index = mixed[place] as number
    const each = placed[index] as Placed
    order.push({ ...each, place })
    toggle(each, index, -1)
    alone.push(...each.places.filter((other) => counts[other] === 1))
  }
  if (order.length !== words.length) return null
  const fingerprints = new Uint16Array(positions)
  for (const { places, fingerprint, place } of order.toReversed()) {
    const others = places.filter((each) => each !== place).map((each) => fingerprints[each] as number)
    fingerprints[place] = others.reduce((sum, each) => sum ^ each, fingerprint)
  }
  return written(fingerprints, shape)
}

function written(fingerprints: Uint16Array, { seed, segmentCount, segmentLength, entries }: Shape): Buffer {
  const bytes = Buffer.alloc(headBytes + 2 * fingerprints.length)
  magic.copy(bytes)
  for (const [at, value] of [seed, segmentCount, segmentLength, entries].entries())
    bytes.writeUInt32LE(value, magic.length + 4 * at)
  fingerprints.forEach((value, at) => bytes.writeUInt16LE(value, headBytes + 2 * at))
  return bytes
}
