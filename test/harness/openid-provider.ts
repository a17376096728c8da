import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { generateKeyPair, exportJWK, jwtVerify, type CryptoKey } from 'jose'
import { Provider } from 'oidc-provider'
import { freePorts } from './ports.ts'

export const openidClient = { id: 'nachweis', secret: 'a secret with : 100% + and /&= in it' } as const

export interface OpenidProviderOptions {
  readonly redirectUri: string
  /** Further metadata of the client (OpenID Connect Registration 1.0). */
  readonly client?: Readonly<Record<string, unknown>>
  /** Further claims of every account. */
  readonly claims?: Readonly<Record<string, unknown>>
  /** Claims stand in the ID token too, as with Google and Apple; else at the userinfo endpoint only. */
  readonly claimsInToken?: boolean
  /** The client authenticates as with Apple: by a JWT of this key, which the provider trusts by its own secret. */
  readonly appleKey?: { readonly publicKey: CryptoKey; readonly teamId: string }
}

export interface OpenidProvider {
  readonly issuer: string
  stop(): Promise<void>
}

/**
 * npm's oidc-provider on loopback with its own sign-in and consent pages: any login is an account with the address
 * `<login>@example.org`. It never confirms a class (`acr`) or methods (`amr`).
 */
export async function startOpenidProvider(options: OpenidProviderOptions): Promise<OpenidProvider> {
  const [port = 0] = await freePorts(1)
  const issuer = `http://127.0.0.1:${port}`
  const provider = new Provider(issuer, await configuration(options)).callback()
  const server = createServer((request, response) => {
    void answer(request, response).catch(() => response.writeHead(500).end())
  })
  async function answer(request: IncomingMessage, response: ServerResponse) {
    if (options.appleKey && request.url === '/token')
      await trustAppleSecret(request, options.appleKey, issuer)
    await provider(request, response)
  }
  await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening))
  return {
    issuer,
    async stop() {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
}

async function configuration(options: OpenidProviderOptions): Promise<object> {
  const keys = await Promise.all(
    ['RS256', 'ES256', 'Ed25519'].map(async (alg) => {
      const { privateKey } = await generateKeyPair(alg, { extractable: true })
      return { ...(await exportJWK(privateKey)), kid: alg, use: 'sig' }
    }),
  )
  return {
    clients: [
      {
        client_id: openidClient.id,
        client_secret: openidClient.secret,
        redirect_uris: [options.redirectUri],
        ...options.client,
      },
    ],
    jwks: { keys },
    acrValues: ['urn:example:two-factor'],
    claims: {
      acr: null,
      amr: null,
      auth_time: null,
      email: ['email', 'email_verified', 'is_private_email'],
      profile: ['name', 'hd', 'groups'],
      name: [],
    },
    conformIdTokenClaims: options.claimsInToken !== true,
    cookies: { keys: ['a key of the test'] },
    enabledJWA: { idTokenSigningAlgValues: ['RS256', 'ES256', 'Ed25519', 'HS256'] },
    features: { devInteractions: { enabled: true } },
    findAccount: (_: unknown, id: string) => ({
      accountId: id,
      claims: () => ({
        sub: id,
        email: `${id}@example.org`,
        email_verified: true,
        name: 'Anna Beispiel',
        groups: ['staff'],
        ...options.claims,
      }),
    }),
    pkce: { required: () => true },
    routes: { jwks: '/keys', token: '/token', authorization: '/authorize', userinfo: '/userinfo' },
    ttl: {
      AccessToken: 300,
      AuthorizationCode: 60,
      Grant: 300,
      IdToken: 300,
      Interaction: 300,
      Session: 300,
    },
  }
}

/** Verifies the client's secret as Apple does, and replaces it by the one that oidc-provider knows. */
async function trustAppleSecret(
  request: IncomingMessage & { body?: unknown },
  { publicKey, teamId }: NonNullable<OpenidProviderOptions['appleKey']>,
  issuer: string,
) {
  let body = ''
  for await (const chunk of request.setEncoding('utf8')) body += chunk
  const form = Object.fromEntries(new URLSearchParams(body))
  const rules = { algorithms: ['ES256'], issuer: teamId, subject: openidClient.id, audience: issuer }
  const right = await jwtVerify(form['client_secret'] ?? '', publicKey, rules).catch(() => null)
  const monthsMax = 6 * 30 * 24 * 3600
  const short = right !== null && (right.payload.exp ?? Infinity) - (right.payload.iat ?? 0) <= monthsMax
  request.body = { ...form, client_secret: short ? openidClient.secret : 'wrong' }
}
