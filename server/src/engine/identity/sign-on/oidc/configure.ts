import * as client from 'openid-client'
import { systemClock } from '../../../../kernel/clock.ts'
import type { Outgoing } from '../../../../platform/net/http/outgoing.ts'
import { clientAuthentication } from './client-authentication.ts'
import { clockToleranceMs, type OidcConnection } from './connection.ts'
import type { Provider } from './provider.ts'

const seconds = (ms: number) => Math.floor(ms / 1000)
// openid-client looks for an unknown key again only when what it keeps is older than this: a provider that has just
// changed its keys must not lock people out for a minute.
const keysAgeS = 60

/** openid-client set up for one request: our network, our clock, signatures verified. Throws a Problem. */
export async function configure(
  connection: OidcConnection,
  provider: Provider,
  net: Outgoing,
  now: number,
): Promise<client.Configuration> {
  const configuration = new client.Configuration(
    provider.metadata as client.ServerMetadata,
    connection.clientId,
    {
      [client.clockTolerance]: seconds(clockToleranceMs),
      [client.clockSkew]: seconds(now) - seconds(systemClock.now()),
    },
    await clientAuthentication(connection, provider.metadata, now),
  )
  // Without this openid-client trusts the TLS of the token endpoint and verifies no signature.
  client.enableNonRepudiationChecks(configuration)
  // The network below decides: http only to named hosts that are this machine itself.
  // oxlint-disable-next-line typescript/no-deprecated
  if (provider.metadata.issuer.startsWith('http:')) client.allowInsecureRequests(configuration)
  configuration[client.customFetch] = (url, options) => send(net, url, options)
  if (provider.keys) {
    client.setJwksCache(configuration, { ...provider.keys, uat: provider.keys.uat - keysAgeS })
  }
  return configuration
}

async function send(net: Outgoing, url: string, options: client.CustomFetchOptions): Promise<Response> {
  const { method, headers, body } = options
  const answer = await net.fetch(url, {
    method: method === 'POST' ? 'POST' : 'GET',
    headers,
    ...(body instanceof URLSearchParams && { content: body.toString() }),
  })
  return new Response(new Uint8Array(answer.body), { status: answer.status, headers: answer.headers })
}
