import { lookup } from 'node:dns/promises'
import { request as requestHttp, type IncomingMessage, type RequestOptions } from 'node:http'
import { request as requestHttps } from 'node:https'
import { isIP } from 'node:net'
import { trustedAuthorities } from '../tls/authorities.ts'
import { publicAddress } from './public-address.ts'

export interface FetchOptions {
  readonly signal: AbortSignal
  /** For all together: names, connections, redirects, body. */
  readonly timeoutMs: number
  readonly headerBytesMax: number
  readonly bodyBytesMax: number
  readonly redirectsMax: number
  /** Which addresses a redirect may lead to, beside those of the first host; usually the public internet. */
  readonly allowAddress?: (address: string) => boolean
  /** Which addresses the first host may have; any, unless this says otherwise. */
  readonly allowFirst?: (address: string) => boolean
  readonly method?: 'GET' | 'HEAD' | 'POST'
  /** What a POST sends. It is sent once: with it, no redirect is followed. */
  readonly content?: string
  readonly headers?: Readonly<Record<string, string>>
  /** PEM of trusted authorities; usually those of this machine. */
  readonly authorities?: readonly string[]
  /** All addresses of a host. */
  readonly resolve?: (host: string) => Promise<readonly string[]>
}

export interface Fetched {
  readonly status: number
  /** Lower-case names; repeated ones joined with a comma, without `set-cookie`. */
  readonly headers: Readonly<Record<string, string>>
  readonly setCookie: readonly string[]
  readonly body: Buffer
  /** Where the answer came from in the end, and the way there. */
  readonly url: string
  readonly redirects: readonly string[]
  readonly address: string
}

export type FetchRefusal =
  | 'bad-url'
  | 'not-encrypted'
  | 'unreachable'
  | 'timeout'
  | 'header-too-large'
  | 'body-too-large'
  | 'bad-answer'
  | 'too-many-redirects'
  | 'address-not-allowed'

export class FetchError extends Error {
  readonly code: FetchRefusal

  constructor(code: FetchRefusal, message: string) {
    super(message)
    this.code = code
  }
}

const redirectStatuses = new Set([301, 302, 303, 307, 308])
const informationsMax = 10
const addressesMax = 4

/**
 * Fetches over HTTP or HTTPS within limits. The first host may be anywhere (operators watch internal systems too);
 * redirects lead to allowed addresses or the first host's own only. Every name is resolved once, and the address that
 * was checked is the one that is connected to. Rejects with FetchError, or with the reason of the abort.
 */
export async function fetchBounded(url: string, options: FetchOptions): Promise<Fetched> {
  const timeout = AbortSignal.timeout(options.timeoutMs)
  const signal = AbortSignal.any([options.signal, timeout])
  try {
    return await follow(parsed(url, undefined), { ...options, signal })
  } catch (error) {
    options.signal.throwIfAborted()
    if (timeout.aborted) throw new FetchError('timeout', `no complete answer within ${options.timeoutMs} ms`)
    throw error
  }
}

async function follow(first: URL, options: FetchOptions): Promise<Fetched> {
  const own = await ownAddresses(first, options)
  const allow = options.allowAddress ?? publicAddress
  const redirectsMax = options.content === undefined ? options.redirectsMax : 0
  const redirects: string[] = []
  let url = first
  let addresses = own
  for (;;) {
    const answer = await firstAnswer(url, addresses, options)
    const location = redirectStatuses.has(answer.status) ? answer.headers['location'] : undefined
    if (location === undefined) return { ...answer, url: url.href, redirects }
    if (redirects.length >= redirectsMax)
      throw new FetchError('too-many-redirects', `more than ${redirectsMax} redirects`)
    redirects.push(url.href)
    url = parsed(location, url)
    addresses = (await addressesOf(url, options)).filter((address) => allow(address) || own.includes(address))
    if (addresses.length === 0)
      throw new FetchError('address-not-allowed', `a redirect leads to ${url.host}, which is not public`)
  }
}

async function ownAddresses(url: URL, options: FetchOptions): Promise<readonly string[]> {
  const found = await addressesOf(url, options)
  const allowed = found.filter((address) => options.allowFirst?.(address) ?? true)
  if (found.length > 0 && allowed.length === 0)
    throw new FetchError('address-not-allowed', `${url.host} is not an address that may be connected to`)
  return allowed
}

function parsed(text: string, base: URL | undefined): URL {
  const url = URL.parse(text, base?.href)
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    throw new FetchError('bad-url', 'only http and https can be fetched')
  }
  url.username = ''
  url.password = ''
  url.hash = ''
  return url
}

const hostOf = (url: URL) => url.hostname.replace(/^\[|\]$/g, '')

async function addressesOf(url: URL, options: FetchOptions): Promise<readonly string[]> {
  const host = hostOf(url)
  if (isIP(host) !== 0) return [host]
  const resolve = options.resolve ?? resolveAll
  try {
    return (await withAbort(resolve(host), options.signal)).slice(0, addressesMax)
  } catch (error) {
    throw new FetchError(
      'unreachable',
      `${host}: ${(error as NodeJS.ErrnoException).code ?? 'the name was not resolved'}`,
    )
  }
}

const resolveAll = async (host: string) => (await lookup(host, { all: true })).map((found) => found.address)

type Answer = Omit<Fetched, 'url' | 'redirects'>

async function firstAnswer(url: URL, addresses: readonly string[], options: FetchOptions): Promise<Answer> {
  let failure: unknown = new FetchError('unreachable', `${url.hostname} has no address`)
  for (const address of addresses) {
    try {
      return await ask(url, address, options)
    } catch (error) {
      failure = error
      if (!(error instanceof FetchError) || error.code !== 'unreachable') break
    }
  }
  throw failure
}

function ask(url: URL, address: string, options: FetchOptions): Promise<Answer> {
  const host = hostOf(url)
  const secure = url.protocol === 'https:'
  const settings: RequestOptions = {
    host: address,
    port: url.port || (secure ? 443 : 80),
    path: url.pathname + url.search,
    method: options.method ?? 'GET',
    headers: {
      accept: '*/*',
      'user-agent': 'Nachweis',
      ...options.headers,
      host: url.host,
      'accept-encoding': 'identity',
    },
    agent: false,
    maxHeaderSize: options.headerBytesMax,
    signal: options.signal,
  }
  const tls = {
    ca: [...(options.authorities ?? trustedAuthorities())],
    ...(isIP(host) === 0 && { servername: host }),
  }
  return new Promise<Answer>((resolve, reject) => {
    const request = secure ? requestHttps({ ...settings, ...tls }) : requestHttp(settings)
    let informations = 0
    request.on('information', () => {
      if (++informations > informationsMax)
        request.destroy(new FetchError('bad-answer', `more than ${informationsMax} interim answers`))
    })
    request.on('error', (error) => reject(refusal(error, url)))
    request.on('response', (response) => {
      readBody(response, options.bodyBytesMax)
        .then((body) => resolve({ ...headOf(response), body, address }))
        .catch((error: unknown) => reject(refusal(error, url)))
        .finally(() => request.destroy())
    })
    request.end(options.content)
  })
}

async function readBody(response: IncomingMessage, bodyBytesMax: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > bodyBytesMax)
      throw new FetchError('body-too-large', `the body is longer than ${bodyBytesMax} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function headOf(response: IncomingMessage) {
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(response.headersDistinct)) {
    if (name !== 'set-cookie' && value) headers[name] = value.join(', ')
  }
  return { status: response.statusCode ?? 0, headers, setCookie: response.headers['set-cookie'] ?? [] }
}

function refusal(error: unknown, url: URL): Error {
  if (error instanceof FetchError) return error
  const { code = 'error', syscall } = error as NodeJS.ErrnoException
  if (code === 'HPE_HEADER_OVERFLOW')
    return new FetchError('header-too-large', 'the header of the answer is too large')
  if (syscall === 'connect') return new FetchError('unreachable', `${url.host}: ${code}`)
  return new FetchError('bad-answer', `${url.host}: ${code}`)
}

function withAbort<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted()
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
    promise.then(resolve, reject)
  })
}
