import { availableParallelism } from 'node:os'
import { Problem } from '../../../kernel/problem.ts'

/** Who asks for work. */
export interface Source {
  /** The device's id, or the network of the address: one source cannot fill the queue alone. */
  readonly key: string
  /** A device known for this very account: it is served first, and others cannot take its places. */
  readonly known: boolean
}

export interface QueueLimits {
  /** Pieces of work under way at once. */
  readonly runningMax: number
  /** Waiting, in each of the two lanes. */
  readonly waitingMax: number
  /** Under way and waiting of one source. */
  readonly perSourceMax: number
  /** Whoever has waited this long is refused: a slow machine must not keep people waiting for nothing. */
  readonly waitMsMax: number
  /** How long a piece of work takes, for the hint when to come back. */
  readonly workMs: number
}

/** Bounded work: so much at once, so much waiting, and a clear refusal beyond. First come, first served in each lane. */
export class WorkQueue {
  readonly #limits: QueueLimits
  readonly #known: (() => void)[] = []
  readonly #unknown: (() => void)[] = []
  readonly #bySource = new Map<string, number>()
  #running = 0

  constructor(limits: QueueLimits) {
    this.#limits = limits
  }

  /** How full it is, for telemetry and tests. */
  get load(): { running: number; waiting: number; sources: number } {
    const waiting = this.#known.length + this.#unknown.length
    return { running: this.#running, waiting, sources: this.#bySource.size }
  }

  /**
   * Runs `work` when its turn comes. Throws a Problem without having started: `too-many-requests` when this source has
   * too much under way, `unavailable` when too many wait or its turn does not come in time; both say when to come back.
   */
  async run<T>(source: Source, work: () => Promise<T>): Promise<T> {
    this.requireRoom(source)
    const lane = source.known ? this.#known : this.#unknown
    const free = this.#running < this.#limits.runningMax
    this.#count(source.key, 1)
    try {
      if (free) this.#running++
      else await this.#turn(lane)
      return await this.#finish(work)
    } finally {
      this.#count(source.key, -1)
    }
  }

  #turn(lane: (() => void)[]): Promise<void> {
    return new Promise<void>((resolve, reject) => {
      const begin = () => {
        clearTimeout(timer)
        resolve()
      }
      const timer = setTimeout(() => {
        lane.splice(lane.indexOf(begin), 1)
        reject(busy(this.#waitSeconds(lane.length + 1)))
      }, this.#limits.waitMsMax)
      lane.push(begin)
    })
  }

  /** Throws as `run` would at this moment: a flood is refused before it costs anything else. */
  requireRoom(source: Source): void {
    const own = this.#bySource.get(source.key) ?? 0
    if (own >= this.#limits.perSourceMax) throw tooManyAtOnce(this.#waitSeconds(own))
    const waiting = (source.known ? this.#known : this.#unknown).length
    const full = this.#running >= this.#limits.runningMax && waiting >= this.#limits.waitingMax
    if (full) throw busy(this.#waitSeconds(waiting))
  }

  async #finish<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } finally {
      // Whoever waits takes over the place: `#running` stays as it is.
      const next = this.#known.shift() ?? this.#unknown.shift()
      if (next) next()
      else this.#running--
    }
  }

  #count(key: string, by: 1 | -1): void {
    const count = (this.#bySource.get(key) ?? 0) + by
    if (count === 0) this.#bySource.delete(key)
    else this.#bySource.set(key, count)
  }

  #waitSeconds(ahead: number): number {
    return Math.ceil((ahead * this.#limits.workMs) / this.#limits.runningMax / 1000)
  }
}

// libuv's pool has 4 threads unless told otherwise. argon2 runs there, and files and look-ups of names must not wait for it.
const poolThreads = 4

/** Every hash and every verification of a password runs inside this queue: 64 of them wait about 4 s on two cores. */
export const passwordQueue = new WorkQueue({
  runningMax: Math.min(availableParallelism(), poolThreads - 1),
  waitingMax: 64,
  perSourceMax: 16,
  waitMsMax: 10_000,
  workMs: 150,
})

const busy = (retryAfterS: number) =>
  new Problem(
    'unavailable',
    'sign-in-busy',
    {
      de: `Im Moment melden sich sehr viele Personen an. Bitte versuchen Sie es in ${retryAfterS} Sekunden noch einmal.`,
      en: `Very many people are signing in at the moment. Please try again in ${retryAfterS} seconds.`,
    },
    retryAfterS,
  )

const tooManyAtOnce = (retryAfterS: number) =>
  new Problem(
    'too-many-requests',
    'sign-in-too-many-at-once',
    {
      de: `Von Ihrem Anschluss kommen zu viele Anmeldungen auf einmal. Bitte versuchen Sie es in ${retryAfterS} Sekunden noch einmal.`,
      en: `Too many sign-ins come from your connection at once. Please try again in ${retryAfterS} seconds.`,
    },
    retryAfterS,
  )
