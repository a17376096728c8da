import { mkdir, open, rm } from 'node:fs/promises'
import { EventsError } from './errors.ts'
import type { Options } from './options.ts'
import { isBefore, readPosition, segmentPath, segmentsOf, writePosition, type Position } from './position.ts'
import { decodeLines, encodeLine } from './spool-line.ts'
import { SpoolWriter } from './spool-writer.ts'

/** The longest text of one event, in bytes. */
export const eventBytesMax = 512 * 1024
/** A file that is acknowledged whole is deleted while it is written to, once it has this size. */
const idleBytes = 64 * 1024

/** What was read from the spool, and where it ends. */
export interface Batch {
  readonly texts: readonly string[]
  /** Lines that a crash or a bad disk has altered. */
  readonly damaged: readonly string[]
  readonly end: Position
}

/**
 * Events on disk between `send` and the acknowledgement of the server: written behind, read in front, deleted file by file.
 * One reader: `read` answers the same until `acknowledge`.
 */
export class Spool {
  readonly #options: Options
  readonly #writer: SpoolWriter
  /** Sizes of files that are not written to any more. */
  readonly #ended: Map<number, number>
  #position: Position
  #bytes: number

  private constructor(options: Options, position: Position, found: Map<number, number>, written: () => void) {
    this.#options = options
    this.#position = position
    this.#ended = found
    this.#bytes = [...found.values()].reduce((sum, bytes) => sum + bytes, 0)
    const next = Math.max(position.segment, ...found.keys()) + 1
    this.#writer = new SpoolWriter(options, next, {
      written,
      ended: (segment, bytes) => this.#ended.set(segment, bytes),
    })
  }

  /** Opens the folder, with what an earlier process left in it. `written` is told whenever there is more to read. */
  static async open(options: Options, written: () => void): Promise<Spool> {
    await mkdir(options.spoolDir, { recursive: true, mode: 0o700 })
    const found = await segmentsOf(options.spoolDir)
    const known = await readPosition(options.spoolDir)
    const first = { segment: found[0]?.segment ?? 0, offset: 0 }
    const position = isBefore(known, first) ? first : known
    const old = found.filter(({ segment }) => segment < position.segment)
    for (const { segment } of old) await rm(segmentPath(options.spoolDir, segment), { force: true })
    const left = found.filter(({ segment }) => segment >= position.segment)
    const spool = new Spool(
      options,
      position,
      new Map(left.map(({ segment, bytes }) => [segment, bytes])),
      written,
    )
    spool.#bytes -= Math.min(position.offset, spool.#ended.get(position.segment) ?? 0)
    return spool
  }

  /** Bytes that wait to be acknowledged. */
  get bytes(): number {
    return this.#bytes
  }

  /** Everything before it is in the spool. */
  get end(): Position {
    return this.#writer.end
  }

  /** Whether everything before a place is acknowledged. */
  isDone(place: Position): boolean {
    return !isBefore(this.#position, place)
  }

  /** Appends a text without newlines. Throws EventsError `spool-full`, or what the disk says. */
  async append(text: string): Promise<void> {
    const line = encodeLine(text)
    const { spoolBytesMax } = this.#options
    if (this.#bytes + line.length > spoolBytesMax)
      throw new EventsError(
        'spool-full',
        `${this.#bytes} bytes of events wait for the server, ${spoolBytesMax} are the most. It cannot be reached, or is slower than the events come.`,
      )
    this.#bytes += line.length
    try {
      await this.#writer.append(line)
    } catch (error) {
      this.#bytes -= line.length
      throw error
    }
  }

  /** Resolves when everything that was appended before this call is written, or could not be. */
  settled(): Promise<void> {
    return this.#writer.append(Buffer.alloc(0))
  }

  /** The oldest events that are not acknowledged, up to the limits of a request; null when there are none. */
  async read(): Promise<Batch | null> {
    const { spoolDir, batchBytesMax, batchEventsMax } = this.#options
    for (;;) {
      const { segment, offset } = this.#position
      const size = this.#sizeOf(segment)
      if (offset >= size) {
        if (segment >= this.end.segment) return null
        await this.#next()
        continue
      }
      const length = Math.min(size - offset, Math.max(batchBytesMax, 2 * eventBytesMax))
      const bytes = await readPart(segmentPath(spoolDir, segment), offset, length)
      const { texts, damaged, bytes: used } = decodeLines(bytes, batchEventsMax)
      if (used > 0) return { texts, damaged, end: { segment, offset: offset + used } }
      // A torn end was never acknowledged to whoever sent it; longer than any line, it is damage.
      await this.#next()
    }
  }

  /** Forgets everything before a place, which `read` has answered. */
  async acknowledge(end: Position): Promise<void> {
    this.#bytes -= end.offset - this.#position.offset
    this.#position = end
    await writePosition(this.#options.spoolDir, end)
    const { segment, offset } = this.end
    if (end.segment < segment && end.offset >= this.#sizeOf(end.segment)) await this.#next()
    else if (end.segment === segment && end.offset === offset && offset >= idleBytes)
      await this.#writer.endSegment()
  }

  /** Lets what waits be written. */
  async close(): Promise<void> {
    await this.#writer.endSegment()
    if (
      this.#position.segment < this.end.segment &&
      this.#position.offset >= this.#sizeOf(this.#position.segment)
    )
      await this.#next()
  }

  #sizeOf(segment: number): number {
    return segment === this.end.segment ? this.end.offset : (this.#ended.get(segment) ?? 0)
  }

  /** Deletes the file at the position, which is read to its end, and goes on with the next. */
  async #next(): Promise<void> {
    const { segment, offset } = this.#position
    this.#bytes -= Math.max(0, this.#sizeOf(segment) - offset)
    this.#position = { segment: segment + 1, offset: 0 }
    await writePosition(this.#options.spoolDir, this.#position)
    await rm(segmentPath(this.#options.spoolDir, segment), { force: true })
    this.#ended.delete(segment)
  }
}

async function readPart(path: string, offset: number, length: number): Promise<Buffer> {
  const file = await open(path, 'r')
  try {
    const bytes = Buffer.allocUnsafe(length)
    const { bytesRead } = await file.read(bytes, 0, length, offset)
    return bytes.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}
