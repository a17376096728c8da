import * as client from 'openid-client'
import { minute } from '../../../../kernel/clock.ts'
import type { Outgoing } from '../../../../platform/net/http/outgoing.ts'
import { appleNameOf, identityOf, requireAsked, wantsUserinfo } from './claims.ts'
import { configure } from './configure.ts'
import type { OidcConnection, OidcIdentity, OidcTransaction } from './connection.ts'
import { findProvider, type Provider } from './provider.ts'
import { oidcProblem, refusalOf } from './refusal.ts'

const transactionMs = 15 * minute
const answerCharsMax = 16 * 1024

/**
 * Ends a sign-in: exchanges the code, verifies the ID token and tells who signed in. The caller must have taken the
 * transaction out of its store (single use: state, nonce and code are as fresh as the transaction is) and must have
 * seen that it belongs to this browser. `answer` is what came back, as a query or form has it. Throws a Problem with a
 * reason of `words.ts` for every fault.
 */
export async function finishOidc(
  connection: OidcConnection,
  net: Outgoing,
  transaction: OidcTransaction,
  answer: string,
  now: number,
): Promise<OidcIdentity> {
  if (transaction.connectionId !== connection.id || transaction.issuer !== connection.issuer)
    throw oidcProblem('oidc-mixed-up')
  if (Math.abs(now - transaction.startedAt) > transactionMs) throw oidcProblem('oidc-too-late')
  if (answer.length > answerCharsMax) throw oidcProblem('oidc-callback-malformed')
  const parameters = new URLSearchParams(answer)
  if (parameters.getAll('code').length + parameters.getAll('error').length !== 1)
    throw oidcProblem('oidc-callback-malformed')
  const provider = await findProvider(connection.issuer, net, now)
  const configuration = await configure(connection, provider, net, now)
  try {
    const tokens = await exchange(configuration, connection, transaction, parameters)
    const claims = tokens.claims()
    if (!claims) throw oidcProblem('oidc-malformed', 'id_token')
    requireAsked(claims, connection, transaction.asked, now)
    const userinfo =
      provider.metadata.userinfo_endpoint !== undefined && wantsUserinfo(claims, connection)
        ? await readUserinfo(configuration, tokens.access_token, claims.sub)
        : null
    const appleName = connection.preset === 'apple' ? appleNameOf(parameters.get('user')) : null
    return identityOf(claims, userinfo, connection, appleName)
  } catch (error) {
    throw refusalOf(error, transaction)
  } finally {
    keepKeys(provider, configuration)
  }
}

function exchange(
  configuration: client.Configuration,
  connection: OidcConnection,
  transaction: OidcTransaction,
  parameters: URLSearchParams,
) {
  // Built from what was registered, not from where the request seems to have come: a proxy may stand between.
  const returned = new URL(connection.redirectUri)
  returned.search = parameters.toString()
  const { maxAgeSeconds } = transaction.asked
  return client.authorizationCodeGrant(configuration, returned, {
    expectedState: transaction.state,
    expectedNonce: transaction.nonce,
    pkceCodeVerifier: transaction.codeVerifier,
    idTokenExpected: true,
    ...(maxAgeSeconds !== undefined && { maxAge: maxAgeSeconds }),
  })
}

function readUserinfo(configuration: client.Configuration, accessToken: string, subject: string) {
  return client.fetchUserInfo(configuration, accessToken, subject).catch((error: unknown) => {
    const refused = error instanceof client.WWWAuthenticateChallengeError
    throw refused ? oidcProblem('oidc-userinfo-refused', `status ${error.status}`, error) : error
  })
}

function keepKeys(provider: Provider, configuration: client.Configuration): void {
  const keys = client.getJwksCache(configuration)
  // Older ones are those that were handed in, with an age that is not theirs.
  if (keys && keys.uat > (provider.keys?.uat ?? 0)) provider.keys = keys
}
