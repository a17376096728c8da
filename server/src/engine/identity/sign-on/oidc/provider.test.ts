import type { IncomingMessage, ServerResponse } from 'node:http'
import { expect, it, onTestFinished, test } from 'vitest'
import {
  startHostileProvider,
  type HostileProvider,
} from '../../../../../../test/harness/hostile-identity-provider.ts'
import { connectionTo, reasonOf, signOn } from '../../../../../../test/harness/oidc-sign-on.ts'
import { outgoing } from '../../../../platform/net/http/outgoing.ts'
import { beginOidc } from './begin.ts'
import { discoverOidc } from './discover.ts'

const now = Date.now()

async function opened(): Promise<HostileProvider> {
  const provider = await startHostileProvider()
  onTestFinished(() => provider.close())
  return provider
}

type Handler = (request: IncomingMessage, response: ServerResponse) => void
const metadataPath = '/.well-known/openid-configuration'
const steps = [metadataPath, '/keys', '/token', '/userinfo']
const faults: Record<string, [reason: string, handler: Handler]> = {
  slow: ['oidc-slow', () => undefined],
  drips: [
    'oidc-slow',
    (_, response) => {
      const timer = setInterval(() => response.write(' '), 50)
      response.on('close', () => clearInterval(timer))
    },
  ],
  huge: [
    'oidc-too-large',
    (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' })
      const more = () => {
        while (!response.destroyed && response.write('{"keys":['.padEnd(65_536)));
        response.once('drain', more)
      }
      more()
    },
  ],
  redirects: [
    'oidc-redirected',
    (_, response) => response.writeHead(307, { location: 'http://169.254.169.254/latest/meta-data/' }).end(),
  ],
  nonsense: ['oidc-malformed', (_, response) => response.end('<html>')],
  deep: [
    'oidc-malformed',
    (_, response) => response.writeHead(200, { 'content-type': 'application/json' }).end('['.repeat(200_000)),
  ],
  list: [
    'oidc-malformed',
    (_, response) => response.writeHead(200, { 'content-type': 'application/json' }).end('[null]'),
  ],
  breaks: ['oidc-malformed', (_, response) => response.writeHead(500).end()],
  resets: ['oidc-malformed', (_, response) => response.destroy()],
}
const bare = { email: undefined, name: undefined }

test.each(steps.flatMap((path) => Object.keys(faults).map((fault) => [path, fault] as const)))(
  'a provider whose %s %s: a clear reason, soon',
  async (path, fault) => {
    const [reason, handler] = faults[fault]!
    const provider = await opened()
    const begun = performance.now()
    expect(
      await reasonOf(signOn(provider, { deviation: { claims: bare, paths: { [path]: handler } } })),
    ).toBe(reason)
    expect(performance.now() - begun).toBeLessThan(3000)
    if (path !== metadataPath) return
    expect(await reasonOf(signOn(provider))).toBe('done')
  },
)

it('keeps the metadata for ten minutes, and the keys, and forgets a failure at once', async () => {
  const provider = await opened()
  await signOn(provider)
  await signOn(provider)
  await signOn(provider)
  expect([
    provider.asked.get(metadataPath),
    provider.asked.get('/keys'),
    provider.asked.get('/token'),
  ]).toEqual([1, 1, 3])
  await beginOidc(connectionTo(provider), provider.net, { now: now + 11 * 60_000 })
  expect(provider.asked.get(metadataPath)).toBe(2)
})

test.each<[string, Record<string, unknown>, string]>([
  ['another issuer', { issuer: 'https://evil.example' }, 'oidc-other-issuer'],
  ['a script as its address', { authorization_endpoint: 'javascript:alert(1)' }, 'oidc-not-encrypted'],
  ['an unencrypted address', { token_endpoint: 'http://evil.example/token' }, 'oidc-not-encrypted'],
  ['no keys', { jwks_uri: undefined }, 'oidc-malformed'],
  ['no address', { authorization_endpoint: 'none' }, 'oidc-malformed'],
  ['a fragment', { authorization_endpoint: 'https://a.example/#state=x' }, 'oidc-malformed'],
  ['a wrong shape', { scopes_supported: 'openid' }, 'oidc-malformed'],
])('refuses metadata with %s', async (_, metadata, reason) => {
  const provider = await opened()
  expect(await reasonOf(signOn(provider, { deviation: { metadata } }))).toBe(reason)
  expect(await reasonOf(discoverOidc(provider.issuer, (provider.deviate({ metadata }), provider.net)))).toBe(
    reason,
  )
})

it('does not fetch from internal addresses that the metadata names', async () => {
  const provider = await opened()
  const target = await opened()
  const inside = 'https://127.0.0.1:1'
  expect(
    await reasonOf(signOn(provider, { deviation: { metadata: { token_endpoint: `${inside}/token` } } })),
  ).toBe('oidc-address-not-allowed')
  const keys = await opened()
  expect(
    await reasonOf(signOn(keys, { deviation: { metadata: { jwks_uri: `${target.issuer}/keys` } } })),
  ).toBe('oidc-not-encrypted')
  expect(target.asked.size).toBe(0)
})

test.each([
  ['', 'oidc-issuer-malformed'],
  ['idp.example', 'oidc-issuer-malformed'],
  ['https://idp.example/?a=b', 'oidc-issuer-malformed'],
  ['https://idp.example/#', 'oidc-issuer-malformed'],
  ['https://user@idp.example', 'oidc-issuer-malformed'],
  [`https://idp.example/${'a'.repeat(500)}`, 'oidc-issuer-malformed'],
  ['http://idp.example', 'oidc-not-encrypted'],
  ['file:///etc/passwd', 'oidc-not-encrypted'],
  ['https://10.0.0.1', 'oidc-address-not-allowed'],
  ['https://localhost', 'oidc-address-not-allowed'],
  ['https://nowhere.invalid', 'oidc-unreachable'],
])('does not look for a provider at "%s"', async (issuer, reason) => {
  const net = outgoing({ configuration: () => ({ outgoing: { privateHosts: [] } }) })
  expect(await reasonOf(discoverOidc(issuer, net))).toBe(reason)
})

it('looks at a provider for the set-up, from what an administrator types', async () => {
  const provider = await opened()
  const typed = [provider.issuer, ` ${provider.issuer}/ `, `${provider.issuer}${metadataPath}`]
  for (const issuer of typed) {
    expect(await discoverOidc(issuer, provider.net)).toEqual({
      issuer: provider.issuer,
      authorizationEndpoint: `${provider.issuer}/authorize`,
      tokenEndpoint: `${provider.issuer}/token`,
      userinfoEndpoint: `${provider.issuer}/userinfo`,
      jwksUri: `${provider.issuer}/keys`,
      keys: 1,
      algorithms: ['RS256'],
      scopes: [],
      acrValues: [],
      problems: [],
    })
  }
  expect(await reasonOf(discoverOidc(`${provider.issuer}/realms/a`, provider.net))).toBe('oidc-no-metadata')
})

it('sends the secret as the provider takes it, or not at all', async () => {
  const sent = async (...methods: string[]) => {
    const provider = await opened()
    const deviation = { metadata: { token_endpoint_auth_methods_supported: methods } }
    const reason = await reasonOf(signOn(provider, { deviation }))
    const form = provider.forms.at(-1)
    return reason === 'done' ? (form?.['client_secret'] ?? form?.authorization.split(' ')[0]) : reason
  }
  expect(await sent('client_secret_post', 'client_secret_basic')).toBe('Basic')
  expect(await sent('client_secret_post')).toBe('a secret with : and ü')
  expect(await sent('private_key_jwt')).toBe('oidc-client-authentication')
})

it('says in words what is wrong with a provider', async () => {
  const provider = await opened()
  provider.deviate({
    metadata: {
      response_types_supported: ['id_token'],
      id_token_signing_alg_values_supported: ['HS256'],
      token_endpoint_auth_methods_supported: ['tls_client_auth'],
      code_challenge_methods_supported: ['plain'],
    },
    paths: { '/keys': (_, response) => response.end('{"keys":[{"kty":"RSA","use":"enc"},{"kty":"oct"}]}') },
  })
  const { problems } = await discoverOidc(provider.issuer, provider.net)
  expect(problems.map(({ reason, blocking }) => `${reason} ${blocking}`)).toEqual([
    'oidc-no-code-flow true',
    'oidc-algorithm true',
    'oidc-client-authentication true',
    'oidc-pkce-unannounced false',
    'oidc-no-keys true',
  ])
  for (const { words } of problems) expect([words.de, words.en]).not.toContain('')

  provider.deviate({ paths: { '/keys': (_, response) => response.writeHead(500).end() } })
  const unread = await discoverOidc(provider.issuer, provider.net)
  expect(unread.problems).toMatchObject([{ reason: 'oidc-malformed', blocking: true }])
})
