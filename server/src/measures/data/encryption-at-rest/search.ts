import type { Needle } from './needles.ts'

/** Searches a stream for many byte strings at once. */
export interface Search {
  /** The next bytes of the stream. */
  push(chunk: Uint8Array): void
  /** What was found so far. */
  readonly found: ReadonlySet<Needle>
}

const blocks = 0x1_0000

/** Tables of Wu and Manber (1994) with blocks of three bytes: from the end of a window, how far no needle can end. */
interface Plan {
  readonly width: number
  readonly longest: number
  readonly shift: Uint8Array
  readonly byLastBlock: ReadonlyMap<number, readonly Needle[]>
}

/** A number of 16 bits for the three bytes that end here. */
const blockAt = (bytes: Uint8Array, end: number) =>
  (((bytes[end - 2] as number) << 9) ^ ((bytes[end - 1] as number) << 5) ^ (bytes[end] as number)) &
  (blocks - 1)

function plan(needles: readonly Needle[]): Plan {
  const lengths = needles.map((needle) => needle.bytes.length)
  const width = Math.min(255, ...lengths)
  const shift = new Uint8Array(blocks).fill(width - 2)
  const byLastBlock = new Map<number, Needle[]>()
  for (const needle of needles) {
    for (let end = 2; end < width; end++) {
      const block = blockAt(needle.bytes, end)
      shift[block] = Math.min(shift[block] as number, width - 1 - end)
    }
    const last = blockAt(needle.bytes, width - 1)
    byLastBlock.set(last, [...(byLastBlock.get(last) ?? []), needle])
  }
  return { width, longest: Math.max(...lengths), shift, byLastBlock }
}

/** Makes searches for these needles, one for each stream. At least one needle, each of three bytes or more. */
export function searchFor(needles: readonly Needle[]): () => Search {
  const tables = plan(needles)
  return () => {
    const found = new Set<Needle>()
    // The end of what came before: a needle may lie across the border of two chunks.
    let tail = Buffer.alloc(0)
    return {
      found,
      push(chunk) {
        const bytes = Buffer.concat([tail, chunk])
        scan(bytes, tables, found)
        tail = bytes.subarray(Math.max(0, bytes.length - (tables.longest - 1)))
      },
    }
  }
}

function scan(bytes: Buffer, { width, shift, byLastBlock }: Plan, found: Set<Needle>): void {
  let end = width - 1
  while (end < bytes.length) {
    const block = blockAt(bytes, end)
    const skip = shift[block] as number
    if (skip > 0) {
      end += skip
      continue
    }
    const start = end - width + 1
    for (const needle of byLastBlock.get(block) ?? []) {
      if (!found.has(needle) && needle.bytes.equals(bytes.subarray(start, start + needle.bytes.length)))
        found.add(needle)
    }
    end += 1
  }
}
