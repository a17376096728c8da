import type { NtpMeasurement } from '../../../../platform/net/ntp/query.ts'

/**
 * How far the server can be from the reference time at most, as seen with our clock, in ms: what we measure, half of
 * the way to it, and what it says of itself (root distance, RFC 5905, section 11.2.2).
 */
export function errorBoundMs({ offsetMs, delayMs, rootDelayMs, rootDispersionMs }: NtpMeasurement): number {
  return Math.abs(offsetMs) + delayMs / 2 + rootDelayMs / 2 + rootDispersionMs
}

/** Milliseconds rounded up, so that a bound stays one: `12,4` and `12.4`. */
export function milliseconds(value: number): { de: string; en: string } {
  const en = (Math.ceil(value * 10) / 10).toString()
  return { de: en.replace('.', ','), en }
}
