import { importPKCS8, SignJWT } from 'jose'
import * as client from 'openid-client'
import type { OidcConnection } from './connection.ts'
import type { ProviderMetadata } from './provider.ts'
import { oidcProblem } from './refusal.ts'

// Apple allows six months; the secret is made anew for every request, so minutes do.
const appleSecretMs = 5 * 60_000

/** How this installation authenticates to the token endpoint. Throws a Problem. */
export async function clientAuthentication(
  connection: OidcConnection,
  metadata: ProviderMetadata,
  now: number,
): Promise<client.ClientAuth> {
  if (connection.preset === 'apple') return client.ClientSecretPost(await appleSecret(connection, now))
  if (connection.clientSecret === null) return client.None()
  const methods = metadata.token_endpoint_auth_methods_supported ?? ['client_secret_basic']
  // What a provider expects of a client that said nothing is basic (Registration 1.0, 2).
  const usual = methods.includes('client_secret_basic') ? 'client_secret_basic' : 'client_secret_post'
  const method = connection.clientAuthentication ?? usual
  if (method === 'client_secret_basic') return basic(connection.clientId, connection.clientSecret)
  if (methods.includes(method)) return client.ClientSecretPost(connection.clientSecret)
  throw oidcProblem('oidc-client-authentication', methods.join(', '))
}

// RFC 6749, 2.3.1. openid-client's own writes `-`, `.`, `_` and `~` as escapes too, which providers that decode nothing
// do not understand: client IDs are full of hyphens.
function basic(clientId: string, secret: string): client.ClientAuth {
  const encoded = [clientId, secret].map((part) => encodeURIComponent(part).replaceAll('%20', '+')).join(':')
  return (_as, _client, _body, headers) => {
    headers.set('authorization', `Basic ${Buffer.from(encoded).toString('base64')}`)
  }
}

async function appleSecret({ apple, clientId, issuer }: OidcConnection, now: number): Promise<string> {
  if (!apple) throw oidcProblem('oidc-secret-unusable')
  try {
    const key = await importPKCS8(apple.privateKeyPem, 'ES256')
    return await new SignJWT()
      .setProtectedHeader({ alg: 'ES256', kid: apple.keyId })
      .setIssuer(apple.teamId)
      .setSubject(clientId)
      .setAudience(issuer)
      .setIssuedAt(new Date(now))
      .setExpirationTime(new Date(now + appleSecretMs))
      .sign(key)
  } catch (error) {
    throw oidcProblem('oidc-secret-unusable', '', error)
  }
}
