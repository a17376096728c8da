import { Agent as HttpAgent, get as getHttp, type IncomingMessage } from 'node:http'
import { Agent as HttpsAgent, get as getHttps } from 'node:https'
import type { Bytes } from '../bytes.ts'
import { parallelRequestsMax, responseBytesMax } from '../verify/limits.ts'
import { SourceError, type Source } from '../verify/source.ts'

const answerMs = 30_000
const redirectsMax = 3

/** An installation over HTTP(S), within limits: time, size, sockets, and no redirect to another host. */
export function httpSource(base: URL): Source & { close(): void } {
  const agents = {
    'http:': new HttpAgent({ keepAlive: true, maxSockets: parallelRequestsMax }),
    'https:': new HttpsAgent({ keepAlive: true, maxSockets: parallelRequestsMax }),
  }
  const prefix = base.pathname.replace(/\/$/, '')
  return {
    get: (path) => follow(new URL(prefix + path, base), path, agents),
    close: () => Object.values(agents).forEach((agent) => agent.destroy()),
  }
}

type Agents = { readonly 'http:': HttpAgent; readonly 'https:': HttpsAgent }

async function follow(start: URL, path: string, agents: Agents): Promise<Bytes | null> {
  let url = start
  for (let redirects = 0; redirects <= redirectsMax; redirects++) {
    const response = await answer(url, path, agents)
    const status = response.statusCode ?? 0
    if (status === 200) return body(response, path)
    response.resume()
    if (status === 404 || status === 410) return null
    if (![301, 302, 303, 307, 308].includes(status))
      throw new SourceError(path, `the server answers ${status}`)
    url = redirected(url, response.headers.location, path)
  }
  throw new SourceError(path, `more than ${redirectsMax} redirects`)
}

function redirected(from: URL, location: string | undefined, path: string): URL {
  const to = URL.parse(location ?? '', from)
  const upgrade = from.protocol === 'http:' && to?.protocol === 'https:'
  if (
    !to ||
    to.hostname !== from.hostname ||
    !(upgrade || (to.protocol === from.protocol && to.port === from.port))
  ) {
    throw new SourceError(path, 'the server redirects to another host')
  }
  return to
}

/** `fresh`: over a connection of its own. */
function answer(url: URL, path: string, agents: Agents, fresh = false): Promise<IncomingMessage> {
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new SourceError(path, `no ${url.protocol} address`)
  const options = {
    headers: { 'accept-encoding': 'identity', 'cache-control': 'no-cache', 'user-agent': 'nachweis-verify' },
    signal: AbortSignal.timeout(answerMs),
  }
  return new Promise((resolve, reject) => {
    const request =
      url.protocol === 'http:'
        ? getHttp(url, { ...options, agent: !fresh && agents['http:'] }, resolve)
        : getHttps(url, { ...options, agent: !fresh && agents['https:'] }, resolve)
    request.on('error', (error: NodeJS.ErrnoException) => {
      // The server may end a kept connection just when it is used again: that says nothing about the resource.
      if (request.reusedSocket && error.code === 'ECONNRESET') resolve(answer(url, path, agents, true))
      else reject(new SourceError(path, `no answer: ${error.message}`))
    })
  })
}

async function body(response: IncomingMessage, path: string): Promise<Bytes> {
  const chunks: Uint8Array[] = []
  let length = 0
  try {
    for await (const chunk of response as AsyncIterable<Uint8Array>) {
      length += chunk.length
      if (length > responseBytesMax) break
      chunks.push(chunk)
    }
  } catch (error) {
    throw new SourceError(
      path,
      `the answer broke off: ${error instanceof Error ? error.message : String(error)}`,
    )
  }
  if (length > responseBytesMax)
    throw new SourceError(path, `the answer is longer than ${responseBytesMax} bytes`)
  return new Uint8Array(Buffer.concat(chunks, length))
}
