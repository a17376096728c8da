import * as client from 'openid-client'
import type { Outgoing } from '../../../../platform/net/http/outgoing.ts'
import { configure } from './configure.ts'
import type { OidcAsked, OidcConnection, OidcTransaction } from './connection.ts'
import { findProvider } from './provider.ts'
import { oidcProblem, refusalOf } from './refusal.ts'

const hintCharsMax = 254

/**
 * Starts a sign-in: where to send the browser, and the transaction that `finishOidc` needs. The caller seals the
 * transaction, binds it to this browser (cookie), finds it again by `state` and hands it out once. Apple posts its
 * answer from another site: a SameSite=Lax cookie does not come along with it. Throws a Problem.
 */
export async function beginOidc(
  connection: OidcConnection,
  net: Outgoing,
  options: OidcAsked & { readonly now: number; readonly loginHint?: string },
): Promise<{ redirectUrl: string; transaction: OidcTransaction }> {
  const { now, loginHint, ...asked } = options
  const provider = await findProvider(connection.issuer, net, now)
  requireUsable(provider.metadata)
  const configuration = await configure(connection, provider, net, now)
  const transaction: OidcTransaction = {
    connectionId: connection.id,
    issuer: connection.issuer,
    state: client.randomState(),
    nonce: client.randomNonce(),
    codeVerifier: client.randomPKCECodeVerifier(),
    startedAt: now,
    asked,
  }
  const parameters = new URLSearchParams({
    response_type: 'code',
    redirect_uri: connection.redirectUri,
    scope: [...new Set(['openid', ...connection.scopes])].join(' '),
    state: transaction.state,
    nonce: transaction.nonce,
    code_challenge: await client.calculatePKCECodeChallenge(transaction.codeVerifier),
    code_challenge_method: 'S256',
  })
  if (loginHint !== undefined) parameters.set('login_hint', loginHint.slice(0, hintCharsMax))
  if (asked.maxAgeSeconds !== undefined) parameters.set('max_age', String(asked.maxAgeSeconds))
  // Some providers take a maximum age of 0 for none at all (lemonldap-ng); Google and Apple do not know `login`.
  if (asked.maxAgeSeconds === 0 && connection.preset === 'generic') parameters.set('prompt', 'login')
  if (asked.acrValues?.length) parameters.set('acr_values', asked.acrValues.join(' '))
  // Apple hands out name and e-mail address only this way.
  if (connection.preset === 'apple') parameters.set('response_mode', 'form_post')
  if (connection.preset === 'google' && connection.hostedDomain) parameters.set('hd', connection.hostedDomain)
  try {
    return { redirectUrl: client.buildAuthorizationUrl(configuration, parameters).href, transaction }
  } catch (error) {
    throw refusalOf(error, transaction)
  }
}

function requireUsable(metadata: {
  readonly id_token_signing_alg_values_supported?: readonly string[] | undefined
}) {
  if (metadata.id_token_signing_alg_values_supported?.length === 0) throw oidcProblem('oidc-algorithm')
}
