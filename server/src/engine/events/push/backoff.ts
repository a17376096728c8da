import { day, hour, second } from '../../../kernel/clock.ts'

/** How long a delivery is tried, from its first try on. */
export const triedForMs = 3 * day
const firstWaitMs = 5 * second
const waitMsMax = 4 * hour
const waitMsMin = second

/** Random numbers in [0, 1), as Math.random gives them. */
export type Random = () => number

/**
 * How long to wait after the try number `tries` (from 1): exponential with full jitter, and at least as long as the receiver
 * asked for (`retryAfterMs`). In ms.
 */
export function waitMs(tries: number, random: Random, retryAfterMs: number | null): number {
  const most = Math.min(waitMsMax, firstWaitMs * 2 ** Math.min(tries - 1, 20))
  const wait = Math.max(waitMsMin, Math.round(random() * most))
  return Math.max(wait, Math.min(retryAfterMs ?? 0, waitMsMax))
}

/** ms that a Retry-After header asks for: seconds or a date (RFC 9110, section 10.2.3); null when it says nothing. */
export function retryAfter(header: string | undefined, now: number): number | null {
  if (header === undefined) return null
  if (/^\d{1,9}$/.test(header)) return Number(header) * second
  const at = /^[A-Z][a-z]{2}, /.test(header) ? Date.parse(header) : Number.NaN
  return Number.isNaN(at) ? null : Math.max(0, at - now)
}
