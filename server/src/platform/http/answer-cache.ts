import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

const gzipped = promisify(gzip)
const brotlied = promisify(brotliCompress)
const answersMax = 500
const compressFromBytes = 1_000
/** About 6 % smaller than gzip at twelve times its time (scripts of the console): for what never changes. */
const brotliQuality = 9

/** An answer ready to be sent, plain and compressed. */
export interface CachedAnswer {
  readonly headers: Readonly<Record<string, string>>
  readonly etag: string
  readonly plain: Buffer
  /** By content coding (RFC 9110), the smallest first; empty for what is small anyway. */
  readonly compressed: readonly (readonly [coding: 'br' | 'gzip', bytes: Buffer])[]
}

interface Slot {
  answer: CachedAnswer
  /** In ms of the monotonic clock. */
  freshUntil: number
  renewing: boolean
}

/**
 * Answers of public pages, kept for moments. When one grows old, one request renews it while the others still get the
 * old one: a crowd never waits for rendering. Bounded: the answer that was stored first goes first.
 */
export class AnswerCache {
  readonly #slots = new Map<string, Slot>()
  readonly #now: () => number

  constructor(now: () => number) {
    this.#now = now
  }

  /** The answer to send, or null when the caller has to render (and then to `put`). */
  get(path: string): CachedAnswer | null {
    const slot = this.#slots.get(path)
    if (!slot) return null
    if (this.#now() < slot.freshUntil || slot.renewing) return slot.answer
    slot.renewing = true
    return null
  }

  /** Keeps a rendered answer for `keepMs`. */
  async put(path: string, response: Response, keepMs: number): Promise<CachedAnswer> {
    const answer = await readyAnswer(response)
    if (!this.#slots.has(path) && this.#slots.size >= answersMax)
      this.#slots.delete(this.#slots.keys().next().value as string)
    this.#slots.set(path, { answer, freshUntil: this.#now() + keepMs, renewing: false })
    return answer
  }

  /** After a failed rendering: the next request tries again. */
  release(path: string): void {
    const slot = this.#slots.get(path)
    if (slot) slot.renewing = false
  }
}

/** Reads a response whole and compresses it. */
export async function readyAnswer(response: Response): Promise<CachedAnswer> {
  const plain = Buffer.from(await response.arrayBuffer())
  const isForever = /\bimmutable\b/.test(response.headers.get('cache-control') ?? '')
  const compressed = plain.length < compressFromBytes ? [] : await compress(plain, isForever)
  const etag = `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`
  return { headers: Object.fromEntries(response.headers), etag, plain, compressed }
}

async function compress(plain: Buffer, isForever: boolean): Promise<CachedAnswer['compressed']> {
  const zipped = ['gzip', await gzipped(plain, { level: 6 })] as const
  if (!isForever) return [zipped]
  const params = { [constants.BROTLI_PARAM_QUALITY]: brotliQuality }
  return [['br', await brotlied(plain, { params })], zipped]
}
