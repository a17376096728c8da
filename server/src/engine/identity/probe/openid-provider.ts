import { createHash, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, exportSPKI, generateKeyPair, SignJWT, type CryptoKey, type JWTPayload } from 'jose'

type Handler = (request: IncomingMessage, response: ServerResponse) => void

/** How a provider deviates from an honest one. Claims that are `undefined` are left out. */
export interface Deviation {
  readonly metadata?: Readonly<Record<string, unknown>>
  readonly claims?: Readonly<Record<string, unknown>>
  readonly userinfo?: Readonly<Record<string, unknown>>
  /** Makes the ID token from its claims in another way. */
  readonly sign?: (claims: JWTPayload) => string | Promise<string>
  /** What else comes back with the code. */
  readonly callback?: Readonly<Record<string, string>>
  /** Takes a code as often as it comes, whoever brings it: neither single use nor PKCE. */
  readonly codesLast?: boolean
  /** Handlers by path, before the honest ones. */
  readonly paths?: Readonly<Record<string, Handler>>
}

export interface ProbeOpenidProvider {
  readonly issuer: string
  readonly key: { readonly privateKey: CryptoKey; readonly publicKeyPem: string; readonly kid: string }
  /** `host:port`, to be named where outgoing HTTP may go. */
  readonly host: string
  /** Requests by path. */
  readonly asked: ReadonlyMap<string, number>
  /** Forms that arrived at the token endpoint, with the Authorization header. */
  readonly forms: readonly (Record<string, string> & { authorization: string })[]
  deviate(deviation: Deviation): void
  /** From now on signs with, and publishes, another key. */
  rotate(): Promise<void>
  /** What a person's consent does: the parameters that come back to the redirect address. */
  consent(redirectUrl: string): URLSearchParams
  close(): Promise<void>
}

/** What a provider here knows its client as; any secret will do. */
export const probeClientId = 'client-1'
const json = (response: ServerResponse, status: number, body: unknown) =>
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))

/** What the provider remembers. */
interface State {
  deviation: Deviation
  key: Awaited<ReturnType<typeof newKey>>
  readonly codes: Map<string, URLSearchParams>
  readonly asked: Map<string, number>
  readonly forms: ProbeOpenidProvider['forms'][number][]
}

const person = { sub: 'subject-1', email: 'anna@example.org', email_verified: true, name: 'Anna Beispiel' }
const tokenLastsS = 300

/** A small OpenID provider on loopback that does all right until it is told to deviate. `now` is its clock. */
export async function startProbeOpenidProvider(now: () => number): Promise<ProbeOpenidProvider> {
  const state: State = { deviation: {}, key: await newKey(), codes: new Map(), asked: new Map(), forms: [] }
  const { codes, asked, forms } = state
  const server = createServer((request, response) => {
    const path = (request.url ?? '').split('?')[0] ?? ''
    asked.set(path, (asked.get(path) ?? 0) + 1)
    const handler = state.deviation.paths?.[path] ?? honest[path]
    if (handler) handler(request, response)
    else response.writeHead(404).end()
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  const issuer = `http://${host}`
  const honest = honestHandlers(state, issuer, now)
  return {
    issuer,
    get key() {
      return state.key
    },
    host,
    asked,
    forms,
    deviate: (given) => {
      state.deviation = given
    },
    async rotate() {
      state.key = await newKey()
    },
    consent(redirectUrl) {
      const code = randomUUID()
      const request = new URL(redirectUrl).searchParams
      codes.set(code, request)
      const back = { code, state: request.get('state') ?? '', iss: issuer, ...state.deviation.callback }
      return new URLSearchParams(back)
    },
    async close() {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
}

function honestHandlers(state: State, issuer: string, now: () => number): Record<string, Handler> {
  const metadata = () => ({
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    userinfo_endpoint: `${issuer}/userinfo`,
    jwks_uri: `${issuer}/keys`,
    response_types_supported: ['code'],
    id_token_signing_alg_values_supported: ['RS256', 'none', 'HS256'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
    code_challenge_methods_supported: ['S256'],
    authorization_response_iss_parameter_supported: true,
    ...state.deviation.metadata,
  })
  return {
    '/.well-known/openid-configuration': (_, response) => json(response, 200, metadata()),
    '/keys': (_, response) => json(response, 200, { keys: [state.key.jwk] }),
    '/userinfo': (_, response) =>
      json(response, 200, { ...person, groups: ['a'], ...state.deviation.userinfo }),
    '/token': (request, response) => {
      request.setEncoding('utf8')
      let body = ''
      request.on('data', (chunk: string) => (body += chunk))
      request.on('end', () => {
        const form = new URLSearchParams(body)
        state.forms.push({ authorization: request.headers.authorization ?? '', ...Object.fromEntries(form) })
        void exchange(state, issuer, now, form, response)
      })
    },
  }
}

async function exchange(
  { codes, deviation, key }: State,
  issuer: string,
  now: () => number,
  form: URLSearchParams,
  response: ServerResponse,
): Promise<void> {
  const code = form.get('code') ?? ''
  const request = codes.get(code)
  if (!deviation.codesLast) codes.delete(code)
  const verifier = form.get('code_verifier') ?? ''
  const challenge = createHash('sha256').update(verifier).digest('base64url')
  const right =
    deviation.codesLast === true ||
    (request?.get('code_challenge') === challenge && request.get('redirect_uri') === form.get('redirect_uri'))
  if (!request || !right) return void json(response, 400, { error: 'invalid_grant' })
  const iat = Math.floor(now() / 1000)
  const nonce = request.get('nonce') ?? undefined
  const honest = { iss: issuer, aud: probeClientId, iat, exp: iat + tokenLastsS, nonce }
  const claims = { ...honest, ...person, ...deviation.claims } as JWTPayload
  const sign = deviation.sign ?? ((plain: JWTPayload) => signed(plain, key))
  json(response, 200, { access_token: 'at', token_type: 'Bearer', id_token: await sign(claims) })
}

async function newKey() {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true })
  const kid = randomUUID()
  const jwk = { ...(await exportJWK(publicKey)), kid, use: 'sig', alg: 'RS256' }
  return { privateKey, publicKeyPem: await exportSPKI(publicKey), jwk, kid }
}

/** A JWT by this key. */
export const signed = (claims: JWTPayload, key: { readonly privateKey: CryptoKey; readonly kid: string }) =>
  new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: key.kid }).sign(key.privateKey)
