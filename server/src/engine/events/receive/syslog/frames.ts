/** A message as it came over the wire, without its framing. */
export interface Frame {
  readonly bytes: Buffer
  /** It was longer than `frameBytesMax`; the rest was left out. */
  readonly truncated: boolean
}

/** Why a connection cannot be read any further. */
export type FramingProblem = 'octet-count' | 'frame-too-long' | 'half-frame'

export interface Framed {
  readonly frames: readonly Frame[]
  /** After it nothing more is read: nobody could say where the next message begins. */
  readonly problem: FramingProblem | null
}

/** What is kept of a message. */
export const frameBytesMax = 64 * 1024
/** A message that is longer than this is taken for a mistake or an attack. */
export const sentBytesMax = 1024 * 1024
const countDigitsMax = 10
const firstKeptBytes = 512

const [lf, cr, nul, space, less, zero, nine] = [0x0a, 0x0d, 0x00, 0x20, 0x3c, 0x30, 0x39]
const isDigit = (byte: number) => byte >= zero && byte <= nine

/**
 * Cuts the bytes of a connection into messages: octet counting (RFC 5425 section 4.3, RFC 6587 section 3.4.1) where a
 * frame begins with a count and `<`, else lines that end with LF (RFC 6587 section 3.4.2). What follows a counted frame
 * must begin a frame: else the count was wrong.
 */
export class Framer {
  readonly #kept = new Kept()
  #state: 'between' | 'count' | 'counted' | 'line' = 'between'
  /** Bytes of the counted frame that are still to come. */
  #left = 0
  #afterCounted = false
  #problem: FramingProblem | null = null
  #frames: Frame[] = []

  /** The frames that end in this chunk. */
  push(chunk: Buffer): Framed {
    for (let from = 0; from < chunk.length && this.#problem === null;) from = this.#step(chunk, from)
    return this.#answer()
  }

  /** The sender has ended. A last line without its LF is whole then; half of a counted frame is not. */
  end(): Framed {
    const isHalf = this.#state === 'counted' || (this.#state === 'count' && this.#afterCounted)
    if (isHalf) this.#fail('half-frame')
    else if (this.#state !== 'between') this.#emit()
    return this.#answer()
  }

  /** Whether a frame has begun and not ended. */
  isInside(): boolean {
    return this.#state !== 'between'
  }

  /** Takes some bytes from `from` on; answers where to go on. */
  #step(chunk: Buffer, from: number): number {
    switch (this.#state) {
      case 'between':
        return this.#begin(chunk[from] as number, from)
      case 'count':
        return this.#count(chunk, from)
      case 'counted':
        return this.#counted(chunk, from)
      case 'line':
        return this.#line(chunk, from)
    }
  }

  #begin(byte: number, from: number): number {
    if (byte === lf || byte === cr || byte === nul) return from + 1
    if (byte !== zero && isDigit(byte)) this.#state = 'count'
    else if (this.#afterCounted && byte !== less) this.#fail('octet-count')
    else this.#state = 'line'
    return from
  }

  /** Digits are kept until it is clear whether they are a count or the beginning of a line. */
  #count(chunk: Buffer, from: number): number {
    const byte = chunk[from] as number
    const head = this.#kept.text()
    if (head.endsWith(' ')) {
      if (byte === less) this.#beginCounted(Number(head))
      else this.#beginUncounted()
      return from
    }
    if (head.length > countDigitsMax || !(isDigit(byte) || byte === space)) {
      this.#beginUncounted()
      return from
    }
    this.#kept.add(chunk, from, from + 1)
    return from + 1
  }

  #beginCounted(bytes: number): void {
    this.#kept.take()
    this.#left = bytes
    if (bytes > sentBytesMax) this.#fail('octet-count')
    else this.#state = 'counted'
  }

  #beginUncounted(): void {
    if (this.#afterCounted) this.#fail('octet-count')
    else this.#state = 'line'
  }

  #counted(chunk: Buffer, from: number): number {
    const to = Math.min(chunk.length, from + this.#left)
    this.#kept.add(chunk, from, to)
    this.#left -= to - from
    if (this.#left === 0) {
      this.#afterCounted = true
      this.#emit()
    }
    return to
  }

  #line(chunk: Buffer, from: number): number {
    const end = chunk.indexOf(lf, from)
    const to = end === -1 ? chunk.length : end
    const room = sentBytesMax - this.#kept.seen
    this.#kept.add(chunk, from, Math.min(to, from + room))
    if (to - from > room) {
      this.#emit()
      this.#fail('frame-too-long')
    } else if (end !== -1) this.#emit()
    return end === -1 ? to : to + 1
  }

  #emit(): void {
    const frame = this.#kept.take()
    if (frame.bytes.length > 0) this.#frames.push(frame)
    this.#state = 'between'
  }

  #fail(problem: FramingProblem): void {
    this.#problem = problem
    this.#kept.take()
    this.#state = 'between'
  }

  #answer(): Framed {
    const framed = { frames: this.#frames, problem: this.#problem }
    this.#frames = []
    return framed
  }
}

/** Bytes of the frame under way: grows with what came, up to `frameBytesMax`, so that single bytes cost no more than many. */
class Kept {
  seen = 0
  #buffer = Buffer.alloc(0)
  #length = 0

  add(chunk: Buffer, from: number, to: number): void {
    this.seen += to - from
    const end = Math.min(frameBytesMax, this.#length + to - from)
    if (end > this.#buffer.length) {
      const wanted = Math.max(end, 2 * this.#buffer.length, firstKeptBytes)
      const larger = Buffer.allocUnsafe(Math.min(frameBytesMax, wanted))
      this.#buffer.copy(larger, 0, 0, this.#length)
      this.#buffer = larger
    }
    chunk.copy(this.#buffer, this.#length, from, from + end - this.#length)
    this.#length = end
  }

  text(): string {
    return this.#buffer.toString('latin1', 0, this.#length)
  }

  take(): Frame {
    const bytes = Buffer.from(this.#buffer.subarray(0, this.#length))
    const frame = { bytes, truncated: this.seen > this.#length }
    if (this.#buffer.length > firstKeptBytes) this.#buffer = Buffer.alloc(0)
    this.#length = 0
    this.seen = 0
    return frame
  }
}
