import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import type { Hono } from 'hono'
import type { AnswerCache, CachedAnswer } from './answer-cache.ts'
import type { Kept } from './kept-answers.ts'
import { securityHeaders, strictTransportSecurity } from './headers.ts'
import { asksForSocket, webSockets } from './web-sockets.ts'

const headersMs = 10_000
const requestMs = 30_000
/** How often Node looks for requests beyond the two limits; by default every 30 s only. */
const lookMs = 1_000
const tlsHandshakeMs = 10_000
/** For whoever connects and never says a word, which the two limits do not cover. */
const silentMs = 10_000
/** While we answer: longer than the longest check that is run on demand, and the end of whoever does not read. */
const answeringMs = 600_000
const headerBytesMax = 16 * 1024
const drainMs = 10_000

/** AEAD with forward secrecy only (Mozilla 6.0 intermediate without the finite-field suites). */
const tlsSuites = [
  'TLS_AES_128_GCM_SHA256',
  'TLS_AES_256_GCM_SHA384',
  'TLS_CHACHA20_POLY1305_SHA256',
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES128-GCM-SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES256-GCM-SHA384',
  'ECDHE-ECDSA-CHACHA20-POLY1305',
  'ECDHE-RSA-CHACHA20-POLY1305',
].join(':')

/** With the hybrid post-quantum group first (Mozilla 6.0, BSI TR-02102-2). */
const tlsGroups = 'X25519MLKEM768:X25519:P-256:P-384'

export interface Listening {
  readonly port: number
  readonly tlsPort: number
  /** Stops accepting, lets running requests end (10 s at most). */
  drain(): Promise<void>
}

export interface ListenOptions {
  readonly host: string
  readonly port: number
  readonly tlsPort: number
  /** PEM. */
  readonly certificate: { readonly cert: string; readonly key: string }
  readonly app: Hono
  readonly cache: AnswerCache
  /** Under which path an answer is kept and for how long; null: not at all. */
  readonly kept: (url: string) => Kept | null
}

/** Opens both listeners. Throws when a port is taken. */
export async function listen(options: ListenOptions): Promise<Listening> {
  const limits = {
    headersTimeout: headersMs,
    requestTimeout: requestMs,
    connectionsCheckingInterval: lookMs,
    maxHeaderSize: headerBytesMax,
    shouldUpgradeCallback: asksForSocket,
  }
  const sockets = webSockets(options.app, securityHeaders)
  const plain = createServer(limits, listener(options, false))
  const tls = createTlsServer(
    {
      ...limits,
      ...options.certificate,
      handshakeTimeout: tlsHandshakeMs,
      minVersion: 'TLSv1.2',
      ciphers: tlsSuites,
      ecdhCurve: tlsGroups,
      honorCipherOrder: true,
    },
    listener(options, true),
  )
  plain.timeout = tls.timeout = silentMs
  for (const server of [plain, tls]) sockets.serve(server)
  const port = await open(plain, options.host, options.port, 'PORT')
  const tlsPort = await open(tls, options.host, options.tlsPort, 'TLS_PORT')
  return {
    port,
    tlsPort,
    async drain() {
      sockets.close()
      await Promise.all([drain(plain), drain(tls)])
    },
  }
}

function open(server: Server, host: string, port: number, variable: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE'
      reject(
        taken
          ? new Error(
              `Port ${port} on ${host} is taken. Stop what listens there or set ${variable} to another port.`,
            )
          : error,
      )
    })
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port))
  })
}

function drain(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const force = setTimeout(() => server.closeAllConnections(), drainMs)
    server.close(() => {
      clearTimeout(force)
      resolve()
    })
    server.closeIdleConnections()
  })
}

function listener({ app, cache, kept }: ListenOptions, secure: boolean) {
  const headers = secure
    ? { ...securityHeaders, 'strict-transport-security': strictTransportSecurity }
    : securityHeaders
  const through = getRequestListener(app.fetch, { overrideGlobalObjects: false })
  return (request: IncomingMessage, response: ServerResponse) => {
    request.socket.setTimeout(answeringMs)
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
    const place =
      isRead(request) && request.headers.authorization === undefined ? kept(request.url ?? '/') : null
    if (place === null) return void through(request, response)
    const ready = cache.get(place.path)
    if (ready) return send(request, response, ready)
    void renew(place).then(
      (answer) => send(request, response, answer),
      () => void through(request, response),
    )
  }

  async function renew({ path, keepMs }: Kept): Promise<CachedAnswer> {
    try {
      const fresh = await app.request(path)
      if (fresh.status === 200) return await cache.put(path, fresh, keepMs)
      cache.release(path)
      throw new Error('not kept')
    } catch (error) {
      cache.release(path)
      throw error
    }
  }
}

const isRead = (request: IncomingMessage) => request.method === 'GET' || request.method === 'HEAD'

function send(request: IncomingMessage, response: ServerResponse, answer: CachedAnswer): void {
  for (const [name, value] of Object.entries(answer.headers)) response.setHeader(name, value)
  response.setHeader('etag', answer.etag)
  response.setHeader('vary', 'accept-encoding')
  if (request.headers['if-none-match'] === answer.etag) {
    response.writeHead(304).end()
    return
  }
  const accepted = request.headers['accept-encoding']?.toString() ?? ''
  const compressed = answer.compressed.find(([coding]) => new RegExp(`\\b${coding}\\b`).test(accepted))
  const body = compressed?.[1] ?? answer.plain
  if (compressed) response.setHeader('content-encoding', compressed[0])
  response.setHeader('content-length', body.length)
  response.writeHead(200).end(request.method === 'HEAD' ? undefined : body)
}
