import type { Clock } from '../../server/src/kernel/clock.ts'

export interface SteerableClock extends Clock {
  /** Moves wall clock and monotonic time forward by `ms`. */
  advance(ms: number): void
  /** Sets the wall clock only (ms since the epoch), as an operator or NTP does; monotonic time stays. */
  set(time: number): void
}

/** A clock that stands still until it is steered. `start` is an ISO time or ms since the epoch. */
export function steerableClock(start: string | number = '2026-01-01T00:00:00.000Z'): SteerableClock {
  let now = typeof start === 'number' ? start : Date.parse(start)
  if (Number.isNaN(now)) throw new Error(`not a time: ${start}`)
  let elapsed = 0
  return {
    now: () => now,
    monotonic: () => elapsed,
    advance(ms) {
      now += ms
      elapsed += ms
    },
    set(time) {
      now = time
    },
  }
}
