import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import samlp from 'samlp'
import type { SigningKey } from './signing-key.ts'

/** The person that everybody is here, with the password `secret`. */
export const samlpUser = {
  id: 'auth0|5f7c',
  displayName: 'Rose Tyler',
  name: { givenName: 'Rose', familyName: 'Tyler' },
  emails: [{ value: 'rtyler@badwolf.org' }],
  groups: ['earthlings', 'users'],
}
/** Where samlp puts what it knows of them. */
export const samlpAttributes = {
  email: ['http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress'],
  name: ['http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name'],
  groups: ['http://schemas.passportjs.com/groups'],
}

export interface SamlpServer {
  readonly entityId: string
  readonly metadataUrl: string
  /** What the next answers are signed with, and how; names as in samlp's manual. */
  configure(options: Readonly<Record<string, unknown>>): void
  rotate(signing: SigningKey): void
  stop(): Promise<void>
}

/** Starts an identity provider on loopback made of npm's samlp, behind a login form of its own, for one service provider. */
export async function startSamlp(acsUrl: string, signing: SigningKey): Promise<SamlpServer> {
  let key = signing
  let further: Readonly<Record<string, unknown>> = {}
  const entityId = 'urn:samlp:test'
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? '/', 'http://samlp')
    const credentials = { issuer: entityId, cert: key.certificate, key: key.privateKey }
    const framework = Object.assign(request, {
      query: Object.fromEntries(url.searchParams),
      originalUrl: url.pathname,
      protocol: 'http',
    })
    const reply = Object.assign(response, {
      set: (name: string, value: string) => response.setHeader(name, value),
      send: (body: unknown) => response.end(String(body)),
    })
    const next = (error?: Error) => response.writeHead(500).end(error?.message)
    if (url.pathname === '/metadata')
      return samlp.metadata({ ...credentials, redirectEndpointPath: '/sso', postEndpointPath: '/sso' })(
        framework,
        reply,
        next,
      )
    const typed = new URLSearchParams(request.method === 'POST' ? await text(request) : '')
    if (typed.get('user') !== 'rtyler' || typed.get('password') !== 'secret') return form(response, url)
    return samlp.auth({
      ...credentials,
      getPostURL: (
        _audience: string,
        _dom: unknown,
        _request: unknown,
        done: (error: null, to: string) => void,
      ) => done(null, acsUrl),
      getUserFromRequest: () => samlpUser,
      signResponse: true,
      destination: acsUrl,
      recipient: acsUrl,
      ...further,
    })(framework, reply, next)
  }
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)))
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return {
    entityId,
    metadataUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/metadata`,
    configure: (options) => (further = options),
    rotate: (fresh) => (key = fresh),
    stop: () => new Promise((closed) => server.close(() => closed())),
  }
}

function form(response: ServerResponse, url: URL): void {
  const action = `${url.pathname}${url.search}`.replaceAll('&', '&amp;').replaceAll('"', '&quot;')
  response.setHeader('content-type', 'text/html')
  response.end(
    `<form method="post" action="${action}"><input name="user"><input name="password" type="password"></form>`,
  )
}
