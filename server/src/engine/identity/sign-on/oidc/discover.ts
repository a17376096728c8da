import type { Text } from '../../../../kernel/language.ts'
import { Problem } from '../../../../kernel/problem.ts'
import type { Outgoing } from '../../../../platform/net/http/outgoing.ts'
import { readKeys, readMetadata, type ProviderMetadata } from './provider.ts'
import { oidcProblem } from './refusal.ts'
import { oidcWords, type OidcReason } from './words.ts'

const wellKnown = '/.well-known/openid-configuration'
const keyTypes: readonly unknown[] = ['RSA', 'EC', 'OKP']

/** Something about a provider that an administrator should know; nobody can sign in while it is `blocking`. */
interface Finding {
  readonly reason: string
  readonly words: Text
  readonly blocking: boolean
}

export interface OidcDiscovery {
  /** As the provider writes it; to be stored, since it is compared exactly. */
  readonly issuer: string
  readonly authorizationEndpoint: string
  readonly tokenEndpoint: string
  readonly userinfoEndpoint: string | null
  readonly jwksUri: string
  /** How many keys for signatures it publishes. */
  readonly keys: number
  /** Of its signatures, those that are accepted here. */
  readonly algorithms: readonly string[]
  readonly scopes: readonly string[]
  readonly acrValues: readonly string[]
  readonly problems: readonly Finding[]
}

/**
 * Looks at a provider for the guided set-up, without cache. Takes what an administrator has at hand: the issuer, with or
 * without its last slash, or the address of its metadata. Throws a Problem when there is no metadata to look at.
 */
export async function discoverOidc(typed: string, net: Outgoing): Promise<OidcDiscovery> {
  const trimmed = typed.trim()
  const issuer = trimmed.endsWith(wellKnown) ? trimmed.slice(0, -wellKnown.length) : trimmed
  const metadata = await readMetadata(issuer, net)
  if (metadata.issuer.replace(/\/$/, '') !== issuer.replace(/\/$/, ''))
    throw oidcProblem('oidc-other-issuer', metadata.issuer)
  const keys = await countKeys(metadata, net)
  return {
    issuer: metadata.issuer,
    authorizationEndpoint: metadata.authorization_endpoint,
    tokenEndpoint: metadata.token_endpoint,
    userinfoEndpoint: metadata.userinfo_endpoint ?? null,
    jwksUri: metadata.jwks_uri,
    keys: typeof keys === 'number' ? keys : 0,
    algorithms: metadata.id_token_signing_alg_values_supported ?? [],
    scopes: metadata.scopes_supported ?? [],
    acrValues: metadata.acr_values_supported ?? [],
    problems: [...problemsOf(metadata), ...(keys === 0 ? [finding('oidc-no-keys')] : []), ...read(keys)],
  }
}

const read = (keys: number | Problem): readonly Finding[] =>
  keys instanceof Problem ? [{ reason: keys.reason, words: keys.words, blocking: true }] : []

/** How many keys can verify a signature, or why they could not be read. */
async function countKeys(metadata: ProviderMetadata, net: Outgoing): Promise<number | Problem> {
  try {
    const { keys } = await readKeys(metadata, net)
    return keys.filter(({ kty, use }) => keyTypes.includes(kty) && (use ?? 'sig') === 'sig').length
  } catch (error) {
    if (error instanceof Problem) return error
    throw error
  }
}

function problemsOf(metadata: ProviderMetadata): readonly Finding[] {
  const findings: Finding[] = []
  if (!(metadata.response_types_supported ?? ['code']).includes('code'))
    findings.push(finding('oidc-no-code-flow'))
  if (metadata.id_token_signing_alg_values_supported?.length === 0) findings.push(finding('oidc-algorithm'))
  const methods = metadata.token_endpoint_auth_methods_supported ?? ['client_secret_basic']
  const usable = ['client_secret_post', 'client_secret_basic', 'none']
  if (!methods.some((method) => usable.includes(method))) findings.push(finding('oidc-client-authentication'))
  if (!metadata.code_challenge_methods_supported?.includes('S256'))
    findings.push({ ...finding('oidc-pkce-unannounced'), blocking: false })
  return findings
}

function finding(reason: OidcReason): Finding {
  return { reason, words: oidcWords[reason][1], blocking: true }
}
