import { createLocalJWKSet, errors, jwtVerify, type JSONWebKeySet } from 'jose'
import { z } from 'zod'
import { systemClock } from '../../../../kernel/clock.ts'
import type { Outgoing } from '../../../../platform/net/http/outgoing.ts'
import { clockToleranceMs, type OidcConnection } from './connection.ts'
import { asymmetricAlgorithms, findProvider, readKeys, type Provider } from './provider.ts'
import { oidcProblem } from './refusal.ts'
import type { OidcReason } from './words.ts'

const noticeCharsMax = 16 * 1024
const noticeAgeS = 24 * 60 * 60
// Anybody may post here: Apple's keys are not read more often than this, whatever key a notice names.
const keysAgeS = 60

const bodySchema = z.object({ payload: z.string() })
const kinds = [
  'account-delete',
  'account-deleted',
  'consent-revoked',
  'email-disabled',
  'email-enabled',
] as const
const eventSchema = z.object({
  type: z.enum(kinds),
  sub: z.string().min(1).max(255),
  event_time: z.number().int().nonnegative(),
})

export interface AppleNotice {
  readonly issuer: string
  readonly subject: string
  readonly event: 'account-delete' | 'consent-revoked' | 'email-disabled' | 'email-enabled'
  /** When it happened. A notice older than the consent in force is a replay and must change nothing. */
  readonly at: number
  /** Unique to the notice (`jti`); null when Apple left it out. */
  readonly id: string | null
}

/**
 * Reads a notice that Apple posted (JSON with a signed `payload`) and verifies signature, issuer, audience and age (one
 * day, as long as Apple signs them for). Throws a Problem; answer it with its status, and Apple tries again.
 */
export async function readAppleNotice(
  connection: OidcConnection,
  net: Outgoing,
  body: string,
  now: number,
): Promise<AppleNotice> {
  const signed = bodySchema.safeParse(body.length > noticeCharsMax ? null : parsed(body))
  if (!signed.success) throw oidcProblem('oidc-notice-malformed')
  const provider = await findProvider(connection.issuer, net, now)
  const claims = await verified(signed.data.payload, provider, connection, net, now)
  const event = eventSchema.safeParse(typeof claims['events'] === 'string' ? parsed(claims['events']) : null)
  if (!event.success) throw oidcProblem('oidc-notice-unknown')
  const { type, sub, event_time: at } = event.data
  return {
    issuer: connection.issuer,
    subject: sub,
    event: type === 'account-deleted' ? 'account-delete' : type,
    at,
    id: claims.jti ?? null,
  }
}

async function verified(
  payload: string,
  provider: Provider,
  connection: OidcConnection,
  net: Outgoing,
  now: number,
) {
  const { clientId, apple } = connection
  const options = {
    issuer: connection.issuer,
    audience: [clientId, ...(apple?.appId === undefined ? [] : [apple.appId])],
    algorithms: [...asymmetricAlgorithms],
    clockTolerance: clockToleranceMs / 1000,
    maxTokenAge: noticeAgeS,
    currentDate: new Date(now),
  }
  const verify = async () =>
    (await jwtVerify(payload, createLocalJWKSet(await keysOf(provider, net, false)), options)).payload
  try {
    return await verify().catch(async (error: unknown) => {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error
      await keysOf(provider, net, true)
      return verify()
    })
  } catch (error) {
    if (error instanceof errors.JOSEError) throw oidcProblem(reasonOf(error), '', error)
    throw error
  }
}

/** The kept keys; read anew when there are none, or on demand when they are a minute old. */
async function keysOf(provider: Provider, net: Outgoing, again: boolean): Promise<JSONWebKeySet> {
  const nowS = Math.floor(systemClock.now() / 1000)
  if (!provider.keys || (again && nowS - provider.keys.uat >= keysAgeS)) {
    const jwks = await readKeys(provider.metadata, net)
    provider.keys = { jwks, uat: nowS }
  }
  return provider.keys.jwks
}

function reasonOf(error: errors.JOSEError): OidcReason {
  if (error instanceof errors.JWTExpired) return 'oidc-expired'
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'oidc-signature'
  if (error instanceof errors.JWKSNoMatchingKey) return 'oidc-key-unknown'
  if (error instanceof errors.JOSEAlgNotAllowed) return 'oidc-algorithm'
  if (!(error instanceof errors.JWTClaimValidationFailed)) return 'oidc-notice-malformed'
  const reasons: Readonly<Record<string, OidcReason>> = {
    iss: 'oidc-token-issuer',
    aud: 'oidc-audience',
    iat: 'oidc-clock',
  }
  return reasons[error.claim] ?? 'oidc-notice-malformed'
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
