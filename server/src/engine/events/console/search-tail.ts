/** Events that came in since the tail was switched on, newest first. `E` is an event with its id. */
export interface Tail<E> {
  readonly shown: readonly E[]
  /** Came in while the list stood still; newest first. */
  readonly held: readonly E[]
  readonly isPaused: boolean
  /** How many came in. */
  readonly count: number
  /** Older ones that were let go, so that the page stays quick. */
  readonly dropped: number
}

/** Of each list: the rest is found by searching. */
export const tailMax = 500

export const emptyTail: Tail<never> = { shown: [], held: [], isPaused: false, count: 0, dropped: 0 }

interface Named {
  readonly id: string
}

/** Takes events in, oldest first. Those that are here already, as after a reconnection, count once. */
export function received<E extends Named>(tail: Tail<E>, events: readonly E[]): Tail<E> {
  const known = new Set([...tail.shown, ...tail.held].map(({ id }) => id))
  const fresh: E[] = []
  for (const event of events) {
    if (known.has(event.id)) continue
    known.add(event.id)
    fresh.unshift(event)
  }
  if (fresh.length === 0) return tail
  const list = tail.isPaused ? tail.held : tail.shown
  const longer = [...fresh, ...list]
  return {
    ...tail,
    [tail.isPaused ? 'held' : 'shown']: longer.slice(0, tailMax),
    count: tail.count + fresh.length,
    dropped: tail.dropped + Math.max(0, longer.length - tailMax),
  }
}

/** The list stands still; what comes in waits. */
export const paused = <E>(tail: Tail<E>): Tail<E> => ({ ...tail, isPaused: true })

/** Goes on, with what waited on top. */
export function resumed<E>(tail: Tail<E>): Tail<E> {
  const longer = [...tail.held, ...tail.shown]
  return {
    ...tail,
    isPaused: false,
    held: [],
    shown: longer.slice(0, tailMax),
    dropped: tail.dropped + Math.max(0, longer.length - tailMax),
  }
}

const retryFirstMs = 500
const retryMaxMs = 15_000

/** How long to wait before the stream is opened for the nth time after it was lost, from 0; in ms. */
export const retryAfterMs = (attempt: number): number =>
  Math.min(retryMaxMs, retryFirstMs * 2 ** Math.min(attempt, 10))
