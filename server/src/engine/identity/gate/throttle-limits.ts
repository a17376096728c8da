import { hour, minute, second } from '../../../kernel/clock.ts'

/** How one kind of counter slows down. */
export interface ThrottleLimits {
  /** Failures before the first delay: people mistype. */
  readonly free: number
  readonly delayMsMax: number
  /** Without a new failure, one is forgotten after each of these. */
  readonly forgetMs: number
  /** Counting stops here: the delay has long been the longest. */
  readonly failuresMax: number
}

/**
 * Unknown devices of one account, one known device of one account, one address, one address at single sign-on. The
 * longest delay is what a victim waits at most on a new device; known devices do not wait for others. At the longest
 * delay 96 guesses a day and account remain.
 */
export const throttleLimits = {
  account: { free: 5, delayMsMax: 15 * minute, forgetMs: hour, failuresMax: 20 },
  device: { free: 10, delayMsMax: 15 * minute, forgetMs: hour, failuresMax: 24 },
  // An office stands behind one address: more is free, and it is forgotten sooner.
  address: { free: 30, delayMsMax: 15 * minute, forgetMs: 2 * minute, failuresMax: 60 },
  // Answers of identity providers that were refused, by address: they slow no password.
  journey: { free: 30, delayMsMax: 15 * minute, forgetMs: 2 * minute, failuresMax: 60 },
} satisfies Record<string, ThrottleLimits>

export type ThrottleKind = keyof typeof throttleLimits

/** After this long without a failure every counter is at nothing: its row can go. */
export const throttleKeepMs = 24 * hour

/** How long to wait after so many failures, in ms: nothing at first, then 1 s, 2 s, 4 s … up to the longest. */
export function delayAfter(failures: number, { free, delayMsMax }: ThrottleLimits): number {
  return failures < free ? 0 : Math.min(delayMsMax, second * 2 ** (failures - free))
}

/** What is left of so many failures when the last was `elapsedMs` ago. A clock set back forgets nothing. */
export function remaining(failures: number, elapsedMs: number, { forgetMs }: ThrottleLimits): number {
  return Math.max(0, failures - Math.floor(Math.max(0, elapsedMs) / forgetMs))
}
