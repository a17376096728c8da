import type { IDToken, UserInfoResponse } from 'openid-client'
import { clockToleranceMs, type OidcAsked, type OidcConnection, type OidcIdentity } from './connection.ts'
import { oidcProblem } from './refusal.ts'

const nameCharsMax = 200
const subjectCharsMax = 255
const emailCharsMax = 254
const groupsMax = 1000
const amrMax = 50
const appleRelay = '@privaterelay.appleid.com'

type Claims = Readonly<Record<string, unknown>>

// Microsoft Entra dates `iat` and `nbf` back by five minutes.
const backdating: Readonly<Record<string, number>> = {
  'https://login.microsoftonline.com': 5 * 60_000,
  'https://login.microsoftonline.us': 5 * 60_000,
}

/** What openid-client leaves to its user: age of the token, authorised party, and all that was asked for. */
export function requireAsked(
  claims: IDToken,
  connection: OidcConnection,
  asked: OidcAsked,
  now: number,
): void {
  const backMs = backdating[new URL(claims.iss).origin] ?? 0
  const issuedAt = claims.iat * 1000
  if (issuedAt > now + clockToleranceMs || issuedAt < now - clockToleranceMs - backMs)
    throw oidcProblem('oidc-clock')
  if (claims.azp !== undefined && claims.azp !== connection.clientId) throw oidcProblem('oidc-audience')
  if (asked.maxAgeSeconds !== undefined && (claims.auth_time ?? 0) * 1000 > now + clockToleranceMs)
    throw oidcProblem('oidc-auth-time')
  if (asked.acrValues?.length && !asked.acrValues.some((acr) => acr === claims.acr))
    throw oidcProblem('oidc-acr')
  const used = strings(claims.amr, amrMax)
  if (asked.amrValues?.some((method) => !used.includes(method))) throw oidcProblem('oidc-amr')
  if (connection.hostedDomain === undefined) return
  if (text(claims['hd'], subjectCharsMax)?.toLowerCase() !== connection.hostedDomain.toLowerCase())
    throw oidcProblem('oidc-hosted-domain')
}

/** Whether the ID token leaves something open that the userinfo endpoint may tell. */
export function wantsUserinfo(claims: IDToken, connection: OidcConnection): boolean {
  const wanted = ['email', 'name', connection.groupsClaim ?? 'groups']
  return connection.preset === 'generic' && wanted.some((claim) => claims[claim] === undefined)
}

/** The identity that verified claims describe. What is malformed is left out; a malformed subject throws a Problem. */
export function identityOf(
  claims: IDToken,
  userinfo: UserInfoResponse | null,
  connection: OidcConnection,
  appleName: string | null,
): OidcIdentity {
  const subject = claims.sub
  if (subject === '' || subject.length > subjectCharsMax || /[\p{Cc}\p{Cs}]/u.test(subject))
    throw oidcProblem('oidc-malformed', 'sub')
  const sources: readonly Claims[] = userinfo === null ? [claims] : [claims, userinfo]
  const first = (claim: string): unknown => sources.find((source) => source[claim] !== undefined)?.[claim]
  // Address and its verification from one source: the one says nothing about the address of the other.
  const mail: Claims = sources.find((source) => source['email'] !== undefined) ?? {}
  const email = emailAddress(mail['email'])
  return {
    issuer: claims.iss,
    subject,
    email,
    emailVerified: email !== null && isTrue(mail['email_verified']),
    emailRelayed:
      connection.preset === 'apple' &&
      (isTrue(claims['is_private_email']) || (email?.toLowerCase().endsWith(appleRelay) ?? false)),
    name: shownName(first('name')) ?? appleName,
    groups: strings(first(connection.groupsClaim ?? 'groups'), groupsMax),
    acr: text(claims.acr, subjectCharsMax),
    amr: strings(claims.amr, amrMax),
    authTime: claims.auth_time === undefined ? null : claims.auth_time * 1000,
    hostedDomain: connection.preset === 'google' ? text(claims['hd'], subjectCharsMax) : null,
  }
}

/** The name that Apple's form brings at the first consent, or null. It is not signed. */
export function appleNameOf(user: string | null): string | null {
  if (user === null) return null
  try {
    const { name } = JSON.parse(user) as { name?: { firstName?: unknown; lastName?: unknown } }
    const parts = [name?.firstName, name?.lastName].filter((part) => typeof part === 'string')
    return shownName(parts.join(' '))
  } catch {
    return null
  }
}

// Apple writes truth as a string.
const isTrue = (value: unknown) => value === true || value === 'true'

function text(value: unknown, charsMax: number): string | null {
  return typeof value === 'string' && value !== '' && value.length <= charsMax && value.isWellFormed()
    ? value
    : null
}

function strings(value: unknown, max: number): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value.slice(0, max) : [value]
  return list.filter((item): item is string => text(item, nameCharsMax) !== null)
}

function emailAddress(value: unknown): string | null {
  const address = text(value, emailCharsMax)
  return address !== null && /^[^\s@\p{Cc}]+@[^\s@\p{Cc}]+$/u.test(address) ? address : null
}

/** Without control characters and those that turn the direction of what follows. */
function shownName(value: unknown): string | null {
  if (typeof value !== 'string') return null
  const shown = value
    .slice(0, 4 * nameCharsMax)
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return shown === '' ? null : Array.from(shown).slice(0, nameCharsMax).join('')
}
