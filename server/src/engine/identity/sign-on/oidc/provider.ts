import type { ExportedJWKSCache } from 'openid-client'
import { z } from 'zod'
import { minute } from '../../../../kernel/clock.ts'
import type { Outgoing } from '../../../../platform/net/http/outgoing.ts'
import { oidcProblem, refusalOf } from './refusal.ts'

const freshMs = 10 * minute
const providersMax = 200
const issuerCharsMax = 500

const address = z.string().min(1).max(2000)
const names = z.array(z.string().max(200)).max(1000).optional()

/** OpenID Connect Discovery 1.0, 3, as far as it is used. What is not named here is not passed on. */
const metadataSchema = z.object({
  issuer: address,
  authorization_endpoint: address,
  token_endpoint: address,
  jwks_uri: address,
  userinfo_endpoint: address.optional(),
  response_types_supported: names,
  response_modes_supported: names,
  scopes_supported: names,
  claims_supported: names,
  acr_values_supported: names,
  token_endpoint_auth_methods_supported: names,
  id_token_signing_alg_values_supported: names,
  userinfo_signing_alg_values_supported: names,
  code_challenge_methods_supported: names,
  authorization_response_iss_parameter_supported: z.boolean().optional(),
})
const keySetSchema = z.object({ keys: z.array(z.record(z.string(), z.unknown())).max(100) })

export type ProviderMetadata = z.output<typeof metadataSchema>

export interface Provider {
  readonly metadata: ProviderMetadata
  /** The provider's keys when they were last read; replaced after every use. */
  keys: ExportedJWKSCache | undefined
}

/** Signatures that only the provider can make: no `none`, no shared secrets (HS256 …). */
export const asymmetricAlgorithms: readonly string[] =
  'RS256 RS384 RS512 PS256 PS384 PS512 ES256 ES384 ES512 EdDSA Ed25519'.split(' ')

const known = new Map<string, { readonly at: number; readonly provider: Promise<Provider> }>()

/**
 * The provider behind an issuer; its metadata is kept for 10 minutes. Throws a Problem when it cannot be read or names
 * another issuer.
 */
export async function findProvider(issuer: string, net: Outgoing, now: number): Promise<Provider> {
  const kept = known.get(issuer)
  if (kept && Math.abs(now - kept.at) < freshMs) return kept.provider
  const provider = readMetadata(issuer, net).then((metadata) => {
    if (metadata.issuer !== issuer) throw oidcProblem('oidc-other-issuer')
    return { metadata, keys: undefined }
  })
  known.delete(issuer)
  known.set(issuer, { at: now, provider })
  for (const oldest of known.keys()) {
    if (known.size <= providersMax) break
    known.delete(oldest)
  }
  provider.catch(() => {
    if (known.get(issuer)?.provider === provider) known.delete(issuer)
  })
  return provider
}

/** Reads the metadata of an issuer. Its `issuer` is not compared yet. Throws a Problem. */
export async function readMetadata(issuer: string, net: Outgoing): Promise<ProviderMetadata> {
  requireIssuer(issuer, net)
  const found = await readJson(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, net)
  if (found === null) throw oidcProblem('oidc-no-metadata')
  const parsed = metadataSchema.safeParse(found)
  if (!parsed.success) throw oidcProblem('oidc-malformed', parsed.error.issues[0]?.path.join('.'))
  const { userinfo_endpoint, ...rest } = parsed.data
  const endpoints = [rest.authorization_endpoint, rest.token_endpoint, rest.jwks_uri, userinfo_endpoint]
  for (const endpoint of endpoints) {
    if (endpoint === undefined) continue
    const url = URL.parse(endpoint)
    if (url === null || url.hash !== '' || url.username !== '') throw oidcProblem('oidc-malformed', endpoint)
    if (!net.speaks(endpoint)) throw oidcProblem('oidc-not-encrypted', endpoint)
  }
  return {
    ...parsed.data,
    id_token_signing_alg_values_supported: asymmetric(rest.id_token_signing_alg_values_supported),
    userinfo_signing_alg_values_supported: asymmetric(rest.userinfo_signing_alg_values_supported),
  }
}

const asymmetric = (algorithms: readonly string[] = ['RS256']) =>
  algorithms.filter((algorithm) => asymmetricAlgorithms.includes(algorithm))

/** The provider's keys (JWK), read anew. Throws a Problem. */
export async function readKeys(
  metadata: ProviderMetadata,
  net: Outgoing,
): Promise<z.output<typeof keySetSchema>> {
  const parsed = keySetSchema.safeParse(await readJson(metadata.jwks_uri, net))
  if (!parsed.success) throw oidcProblem('oidc-malformed', 'jwks_uri')
  return parsed.data
}

function requireIssuer(issuer: string, net: Outgoing): void {
  const url = issuer.length > issuerCharsMax ? null : URL.parse(issuer)
  const plain = url !== null && url.search === '' && url.hash === '' && url.username === ''
  if (!plain || /[?#\s]/.test(issuer)) throw oidcProblem('oidc-issuer-malformed')
  if (!net.speaks(issuer)) throw oidcProblem('oidc-not-encrypted', url.host)
}

/** null when there is nothing at the address. */
async function readJson(url: string, net: Outgoing): Promise<unknown> {
  const answer = await net.fetch(url, { headers: { accept: 'application/json' } }).catch((error: unknown) => {
    throw refusalOf(error, null)
  })
  if (answer.status === 404) return null
  if (answer.status !== 200) throw oidcProblem('oidc-malformed', `status ${answer.status}`)
  try {
    return JSON.parse(answer.body.toString('utf8'))
  } catch {
    throw oidcProblem('oidc-malformed', 'no JSON')
  }
}
