import { samlProblem } from './refusal.ts'
import { attributeOf, type Element } from './xml.ts'

/** SAML core, 1.3.3: UTC, so with a Z. */
const utc = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/

/** The time in an attribute, ms. Throws a Problem when it is missing or no UTC time. */
export function timeOf(element: Element, name: string): number {
  const value = attributeOf(element, name) ?? ''
  const time = utc.test(value) ? Date.parse(value) : Number.NaN
  if (Number.isNaN(time)) throw samlProblem('saml-malformed', name)
  return time
}

/**
 * Whether something was issued just now. NotBefore alone would let a clock pass that is behind, and NotOnOrAfter one that
 * is ahead, for as long as the identity provider makes assertions live.
 */
export function checkWindow({ now, skewMs }: { now: number; skewMs: number }, issued: number): void {
  const aheadMs = issued - now
  if (Math.abs(aheadMs) <= skewMs) return
  const seconds = Math.round(Math.abs(aheadMs) / 1000)
  throw samlProblem('saml-clock', `${seconds} s ${aheadMs > 0 ? 'ahead' : 'behind'}`)
}
