import { day, hour, minute } from '../../../kernel/clock.ts'
import type { RequestFacts } from '../../../kernel/route.ts'

/** Lives with the browser; its limits stand in the database. Strict: no other site's link carries it. */
export const sessionCookie = '__Host-nachweis-session'
/** A sign-in under way. Lax: it must come back with the browser from an identity provider. */
export const attemptCookie = '__Host-nachweis-attempt'
/** The challenge of a passkey ceremony, beside an attempt that may end another way. */
export const challengeCookie = '__Host-nachweis-challenge'
/** Marks a browser in which somebody signed in before. */
export const deviceCookie = '__Host-nachweis-device'

/** Without any use for this long, a session ends (ASVS 7.3.1). */
export const sessionIdleMs = 8 * hour
/** However busy, a session ends after this (ASVS 7.3.2). */
export const sessionMs = 7 * day
export const attemptMs = 15 * minute
const deviceMs = 365 * day

export const setSession = (request: RequestFacts, secret: string) =>
  request.setCookie(sessionCookie, secret, { maxAgeS: null, sameSite: 'Strict' })
export const setAttempt = (request: RequestFacts, secret: string) =>
  request.setCookie(attemptCookie, secret, { maxAgeS: attemptMs / 1000, sameSite: 'Lax' })
export const setChallenge = (request: RequestFacts, secret: string) =>
  request.setCookie(challengeCookie, secret, { maxAgeS: attemptMs / 1000, sameSite: 'Strict' })
export const setDevice = (request: RequestFacts, secret: string) =>
  request.setCookie(deviceCookie, secret, { maxAgeS: deviceMs / 1000, sameSite: 'Strict' })

/** Removes the cookie of a session that ended. */
export const dropSession = (request: RequestFacts) =>
  request.setCookie(sessionCookie, '', { maxAgeS: 0, sameSite: 'Strict' })
/** Removes the cookie of an attempt that is over. */
export const dropAttempt = (request: RequestFacts) =>
  request.setCookie(attemptCookie, '', { maxAgeS: 0, sameSite: 'Lax' })
