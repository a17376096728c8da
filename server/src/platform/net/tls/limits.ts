/** What a scan may use. Times in ms. */
export interface ScanLimits {
  /** Aborting ends the scan with an exception. */
  readonly signal: AbortSignal
  readonly connectMs: number
  /** From the connection to the end of the server's first flight, however slowly it drips. */
  readonly handshakeMs: number
  /** When this is spent, what has been seen so far is returned. */
  readonly totalMs: number
  readonly totalBytesMax: number
  readonly connectionsMax: number
}

export const usualLimits = {
  connectMs: 5000,
  handshakeMs: 5000,
  totalMs: 50_000,
  totalBytesMax: 16_777_216,
  connectionsMax: 600,
} as const

/** The scan has used up one of its limits; the message is a ScanProblem. */
export class LimitReached extends Error {}

/** Counts what a scan uses. */
export class Spending {
  connections = 0
  bytes = 0
  readonly #limits: ScanLimits
  readonly #endsAt: number

  constructor(limits: ScanLimits) {
    this.#limits = limits
    this.#endsAt = performance.now() + limits.totalMs
  }

  /** Takes a connection and tells how long it may last. Throws LimitReached, or the reason of the abort. */
  connection(): { connectMs: number; handshakeMs: number } {
    const { signal, connectMs, handshakeMs, connectionsMax, totalBytesMax } = this.#limits
    signal.throwIfAborted()
    const leftMs = this.#endsAt - performance.now()
    if (leftMs <= 0) throw new LimitReached('time-used-up')
    if (this.connections >= connectionsMax) throw new LimitReached('connections-used-up')
    if (this.bytes >= totalBytesMax) throw new LimitReached('bytes-used-up')
    this.connections += 1
    return { connectMs: Math.min(connectMs, leftMs), handshakeMs: Math.min(handshakeMs, leftMs) }
  }
}
