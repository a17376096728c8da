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
  // Posted where both are offered: providers disagree on how basic encodes special characters.
  if (methods.includes('client_secret_post')) return client.ClientSecretPost(connection.clientSecret)
  if (methods.includes('client_secret_basic')) return client.ClientSecretBasic(connection.clientSecret)
  throw oidcProblem('oidc-client-authentication', methods.join(', '))
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
