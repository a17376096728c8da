import type { Socket } from 'node:net'
import { deliver, type Delivery } from './deliver.ts'
import { Framer, type Framed } from './frames.ts'
import { readDraft, type SyslogDraft } from './read-draft.ts'

/** Times of a connection, in ms. */
export interface ConnectionTimes {
  /** From the first byte of a frame to its last. */
  readonly frameMs: number
  /** Without a byte. Long, because a sender over TLS loses a message when it finds its connection closed. */
  readonly idleMs: number
  /** How long messages are collected for one commit. */
  readonly groupMs: number
  /** At the stop: silence after which nothing more is expected, and the longest reading on. */
  readonly quietMs: number
  readonly drainMs: number
  /** After it whatever is not committed is given up, and told. */
  readonly stopMs: number
}

export const usualTimes: ConnectionTimes = {
  frameMs: 30_000,
  idleMs: 24 * 60 * 60_000,
  groupMs: 100,
  quietMs: 500,
  drainMs: 3_000,
  stopMs: 8_000,
}

/** Until a connection that was held back has been read again. */
const resumedMs = 10
/** Messages of one commit. */
const groupMessagesMax = 500

export interface ConnectionOptions {
  readonly socket: Socket
  /** Ends the connection so that the sender notices at once (RST), before it loses a message to it. */
  readonly reset: () => void
  readonly sourceName: string | null
  readonly delivery: Delivery
  /** ms since the epoch. */
  readonly now: () => number
  readonly times: ConnectionTimes
}

/**
 * One sender. Syslog acknowledges nothing, so that reading itself is the acknowledgement: while messages are committed
 * nothing more is read, and TCP makes the sender wait.
 */
export class Connection {
  /** Closed, and all that was read is committed. */
  readonly done: Promise<void>
  readonly #options: ConnectionOptions
  readonly #framer = new Framer()
  readonly #resolveDone: () => void
  #waiting: SyslogDraft[] = []
  #isCommitting = false
  #isClosed = false
  #isDraining = false
  #isCutDue = false
  #chunks = 0
  #groupTimer: NodeJS.Timeout | undefined
  #frameTimer: NodeJS.Timeout | undefined
  #quietTimer: NodeJS.Timeout | undefined
  #drainTimer: NodeJS.Timeout | undefined

  constructor(options: ConnectionOptions) {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#options = options
    this.done = promise
    this.#resolveDone = resolve
    const { socket, times } = options
    socket.on('data', (chunk: Buffer) => {
      this.#chunks++
      this.#take(this.#framer.push(chunk))
    })
    socket.on('end', () => this.#take(this.#framer.end()))
    // What went wrong, the sender knows better; `close` follows.
    socket.on('error', () => {})
    socket.on('close', () => this.#closed())
    socket.setTimeout(times.idleMs, () => this.#break('idle'))
  }

  /** Tells the sender that this ends, reads what is still under way, then closes. Wait for `done`. */
  drain(): void {
    if (this.#isClosed || this.#isDraining) return
    this.#isDraining = true
    const { socket, times } = this.#options
    socket.end()
    this.#drainTimer = setTimeout(() => this.#finish(true), times.drainMs)
    this.#watch(true)
  }

  #take({ frames, problem }: Framed): void {
    const now = this.#options.now()
    for (const frame of frames) this.#waiting.push(readDraft(frame, now))
    if (problem !== null) this.#break(problem)
    if (this.#waiting.length >= groupMessagesMax) void this.#commit()
    else if (this.#waiting.length > 0)
      this.#groupTimer ??= setTimeout(() => void this.#commit(), this.#options.times.groupMs)
    this.#watch(frames.length > 0)
  }

  async #commit(): Promise<void> {
    clearTimeout(this.#groupTimer)
    this.#groupTimer = undefined
    if (this.#isCommitting) return
    this.#isCommitting = true
    const { socket, delivery, sourceName } = this.#options
    socket.pause()
    this.#watch(true)
    try {
      while (this.#waiting.length > 0)
        await deliver(delivery, this.#waiting.splice(0, groupMessagesMax), sourceName)
    } catch (error) {
      delivery.telemetry.error('syslog messages not delivered', error)
    }
    this.#isCommitting = false
    if (this.#isClosed) this.#closed()
    else {
      socket.resume()
      this.#watch(true)
      if (this.#isCutDue) this.#drainTimer = setTimeout(() => this.#finish(true), resumedMs)
    }
  }

  /** Sets the clocks that a sender runs against; none runs while it waits for us. */
  #watch(isAnew: boolean): void {
    const { times } = this.#options
    const isReading = !this.#isCommitting && !this.#isClosed
    if (isAnew || !this.#framer.isInside()) {
      clearTimeout(this.#frameTimer)
      this.#frameTimer = undefined
    }
    if (isReading && this.#framer.isInside())
      this.#frameTimer ??= setTimeout(() => this.#break('half-frame'), times.frameMs)
    clearTimeout(this.#quietTimer)
    if (isReading && this.#isDraining) this.#quietTimer = setTimeout(() => this.#finish(false), times.quietMs)
  }

  #break(reason: string): void {
    this.#options.delivery.count(reason, 1)
    this.#options.socket.destroy()
  }

  /**
   * Closes after what has arrived is read: a timer comes before the reading, on a busy machine by a lot, an immediate
   * after it. Whoever has fallen silent may have spoken meanwhile, unless it is the `last` word.
   */
  #finish(isLast: boolean): void {
    if (this.#isCommitting && !this.#isCutDue) {
      this.#isCutDue = isLast
      return
    }
    const seen = this.#chunks
    setImmediate(() => {
      if (!this.#isClosed && (isLast || seen === this.#chunks)) this.#cut()
    })
  }

  #cut(): void {
    const { socket, delivery, reset } = this.#options
    // What is in our memory already comes as `data`.
    while (socket.read() !== null);
    if (this.#framer.isInside()) delivery.count('half-frame', 1)
    reset()
  }

  #closed(): void {
    this.#isClosed = true
    clearTimeout(this.#drainTimer)
    this.#watch(true)
    if (this.#isCommitting) return
    if (this.#waiting.length > 0) void this.#commit()
    else this.#resolveDone()
  }
}
