import { request, type IncomingHttpHeaders } from 'node:http'

const bodyBytesMax = 8 * 1024 * 1024
const callMs = 15_000

/** An answer, as any HTTP client sees it. */
export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  /** Empty for a stream that has no end. */
  readonly body: Buffer
}

export interface Asked {
  readonly base: string
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  /** An address of its own in 127.0.0.0/8, so that what is refused here slows nobody else. */
  readonly from: string
  readonly signal: AbortSignal
}

/** Sends one request. Streams and upgrades are closed as soon as they have begun. Throws when no answer comes. */
export function ask({ base, method, path, headers, body, from, signal }: Asked): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const target = new URL(path, base)
    // Without its length, a DELETE would leave its body to be read as the next request.
    const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }
    const options = {
      method,
      headers: { ...headers, ...length },
      signal,
      timeout: callMs,
      localAddress: from,
      agent: false,
    } as const
    const sending = request(target, options, (answer) => {
      const facts = { status: answer.statusCode ?? 0, headers: answer.headers }
      const chunks: Buffer[] = []
      let bytes = 0
      if (mediaType(answer.headers) === 'text/event-stream') {
        answer.on('error', () => {})
        resolve({ ...facts, body: Buffer.alloc(0) })
        sending.destroy()
        return
      }
      answer.on('error', reject)
      answer.on('data', (chunk: Buffer) => {
        bytes += chunk.length
        if (bytes > bodyBytesMax) sending.destroy(new Error('an answer is too large'))
        else chunks.push(chunk)
      })
      answer.on('end', () => resolve({ ...facts, body: Buffer.concat(chunks) }))
    })
    sending.on('upgrade', (answer, socket) => {
      socket.on('error', () => {})
      socket.destroy()
      resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.alloc(0) })
    })
    sending.on('timeout', () => sending.destroy(new Error('no answer in time')))
    sending.on('error', reject)
    sending.end(body)
  })
}

/** The media type without its parameters, in lower case; empty when there is none. */
export const mediaType = (headers: IncomingHttpHeaders): string => essence(headers['content-type'] ?? '')

/** `text/plain; charset=utf-8` is `text/plain`. */
export const essence = (type: string): string => (type.split(';')[0] ?? '').trim().toLowerCase()
