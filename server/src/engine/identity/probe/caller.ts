import { randomInt } from 'node:crypto'
import { request } from 'node:http'
import type { Platform } from '../../../platform/platform.ts'

/** What a caller got back. `reason` is the stable word of a problem, else null. */
export interface CallResult {
  readonly status: number
  readonly reason: string | null
  readonly body: Record<string, unknown>
  /** The body as it came, JSON or not. */
  readonly text: string
  /** Where the browser is led, by redirect or by a page that goes on by itself. */
  readonly location: string | null
}

const answerBytesMax = 1024 * 1024
const callMs = 15_000

/**
 * A browser without a face, for our own checks: keeps cookies, says where it comes from, follows no redirects. It calls
 * the running installation from an address of its own in 127.0.0.0/8, so that its failures slow nobody else.
 */
export class Caller {
  readonly #base: URL
  readonly #signal: AbortSignal
  readonly #address = `127.${randomInt(1, 255)}.${randomInt(256)}.${randomInt(1, 255)}`
  #cookies = new Map<string, string>()

  constructor(platform: Pick<Platform, 'addresses'>, signal: AbortSignal) {
    this.#base = new URL(platform.addresses().http.replace('://localhost', '://127.0.0.1'))
    this.#signal = signal
  }

  /** A second browser that has copied the cookies of this one: how a stolen or replayed cookie behaves. */
  copy(platform: Pick<Platform, 'addresses'>): Caller {
    const copy = new Caller(platform, this.#signal)
    copy.#cookies = new Map(this.#cookies)
    return copy
  }

  /** The origin that this browser says it shows. */
  get origin(): string {
    return `http://localhost:${this.#base.port}`
  }

  get cookies(): ReadonlyMap<string, string> {
    return this.#cookies
  }

  /** Sends one request; `headers` may add an Authorization. */
  async call(
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<CallResult> {
    const target = new URL(path, this.#base)
    const port = target.port
    const host = `localhost:${port}`
    const content = typeof body === 'string' ? body : JSON.stringify(body)
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const sent = {
      host,
      origin: `http://${host}`,
      ...(cookie === '' ? {} : { cookie }),
      ...(content === undefined
        ? {}
        : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(content) }),
      ...headers,
    }
    return new Promise((resolve, reject) => {
      const sending = request(
        target,
        // A connection of its own for every call: a kept one may be closed by the server just when it is used.
        {
          method,
          headers: sent,
          signal: this.#signal,
          timeout: callMs,
          localAddress: this.#address,
          agent: false,
        },
        (answer) => {
          this.#keep(answer.headers['set-cookie'] ?? [])
          const chunks: Buffer[] = []
          let bytes = 0
          answer.on('data', (chunk: Buffer) => {
            bytes += chunk.length
            if (bytes > answerBytesMax) answer.destroy(new Error('the answer is too large'))
            chunks.push(chunk)
          })
          answer.on('error', reject)
          answer.on('end', () => {
            const refresh = /^0; url=(.+)$/.exec(String(answer.headers['refresh'] ?? ''))?.[1]
            const location = answer.headers.location ?? refresh ?? null
            resolve({
              status: answer.statusCode ?? 0,
              location,
              ...parsed(Buffer.concat(chunks).toString('utf8')),
            })
          })
        },
      )
      sending.on('timeout', () => sending.destroy(new Error('no answer in time')))
      sending.on('error', reject)
      sending.end(content)
    })
  }

  #keep(lines: readonly string[]): void {
    for (const line of lines) {
      const [pair = ''] = line.split(';')
      const place = pair.indexOf('=')
      if (/;\s*max-age=0/i.test(line)) this.#cookies.delete(pair.slice(0, place))
      else this.#cookies.set(pair.slice(0, place), pair.slice(place + 1))
    }
  }
}

function parsed(text: string): Pick<CallResult, 'body' | 'reason' | 'text'> {
  try {
    const body = JSON.parse(text) as Record<string, unknown>
    const reason = /^urn:nachweis:problem:(.+)$/.exec(String(body['type']))?.[1] ?? null
    return { body, reason, text }
  } catch {
    return { body: {}, reason: null, text }
  }
}
