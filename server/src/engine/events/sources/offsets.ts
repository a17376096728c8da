import { z } from 'zod'

const unitMs = 10
const growth = Math.log(1.05)

/** How often receipt minus time of event fell into each bucket; a bucket is about 5 % wide, so that buckets stay few. */
export type Offsets = Readonly<Record<string, number>>
export const offsetsSchema = z.record(z.string().regex(/^-?\d{1,4}$/), z.number().int().min(0))

/** The bucket of an offset in ms; negative offsets (the event is ahead of us) have negative buckets. */
export function bucketOf(offsetMs: number): number {
  const bucket = Math.sign(offsetMs) * Math.round(Math.log1p(Math.abs(offsetMs) / unitMs) / growth)
  return bucket === 0 ? 0 : bucket
}

const offsetOf = (bucket: number): number =>
  Math.sign(bucket) * unitMs * Math.expm1(Math.abs(bucket) * growth)

/** Both together, e.g. of two servers. */
export function addOffsets(one: Offsets, other: Offsets): Offsets {
  const sum: Record<string, number> = { ...one }
  for (const [bucket, count] of Object.entries(other)) sum[bucket] = (sum[bucket] ?? 0) + count
  return sum
}

export const countOf = (offsets: Offsets): number =>
  Object.values(offsets).reduce((sum, count) => sum + count, 0)

/** The median in ms, within 3 %; null when there is nothing. */
export function medianOf(offsets: Offsets): number | null {
  const middle = countOf(offsets) / 2
  let passed = 0
  for (const bucket of Object.keys(offsets)
    .map(Number)
    .toSorted((one, other) => one - other)) {
    passed += offsets[bucket] ?? 0
    if (passed > 0 && passed >= middle) return Math.round(offsetOf(bucket))
  }
  return null
}
