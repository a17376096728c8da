import { request } from 'node:http'
import { WebSocket } from 'ws'
import type { Platform } from '../../../platform/platform.ts'
import type { Caller } from '../../../engine/identity/index.ts'

/** One connection to the live stream. */
export interface LiveReader {
  /** Ids of events in the order in which they came. */
  readonly ids: readonly string[]
  close(): void
}

export interface LiveWanted {
  readonly platform: Pick<Platform, 'addresses'>
  readonly caller: Caller
  readonly organisation: string
  /** The last id that was read; null: from now on. */
  readonly after: string | null
  readonly signal: AbortSignal
}

const textCharactersMax = 1024 * 1024
const openMs = 10_000

const cookiesOf = ({ cookies }: Caller) => [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
const baseOf = ({ platform }: LiveWanted) =>
  new URL(platform.addresses().http.replace('://localhost', '://127.0.0.1'))

/** Reads server-sent events; resolves once the stream is open. */
export function readEventStream(wanted: LiveWanted): Promise<LiveReader> {
  const { caller, organisation, after, signal } = wanted
  const ids: string[] = []
  return new Promise((resolve, reject) => {
    const target = new URL(`/api/v1/organisations/${organisation}/event-stream`, baseOf(wanted))
    const headers = {
      host: new URL(caller.origin).host,
      cookie: cookiesOf(caller),
      accept: 'text/event-stream',
      ...(after === null ? {} : { 'last-event-id': after }),
    }
    const sending = request(target, { headers, signal, agent: false }, (answer) => {
      if (answer.statusCode !== 200) return reject(new Error(`the stream was refused: ${answer.statusCode}`))
      let text = ''
      answer.setEncoding('utf8')
      answer.on('error', () => {})
      answer.on('data', (chunk: string) => {
        text += chunk
        const blocks = text.split('\n\n')
        text = blocks.pop() ?? ''
        for (const block of blocks) if (/^data: /m.test(block)) ids.push(/^id: (.*)$/m.exec(block)?.[1] ?? '')
        if (text.length > textCharactersMax) sending.destroy()
        resolve({ ids, close: () => sending.destroy() })
      })
    })
    sending.setTimeout(openMs, () => reject(new Error('the stream did not open in time')))
    sending.on('error', reject)
    sending.end()
  })
}

/** Reads the same over a WebSocket; resolves once it is open. */
export function readEventSocket(wanted: LiveWanted): Promise<LiveReader> {
  const { caller, organisation, after, signal } = wanted
  const ids: string[] = []
  return new Promise((resolve, reject) => {
    const target = new URL(`/api/v1/organisations/${organisation}/event-socket`, baseOf(wanted))
    target.protocol = 'ws:'
    if (after !== null) target.searchParams.set('cursor', after)
    const socket = new WebSocket(target, {
      headers: { host: new URL(caller.origin).host, cookie: cookiesOf(caller) },
      origin: caller.origin,
      handshakeTimeout: openMs,
      maxPayload: textCharactersMax,
    })
    signal.addEventListener('abort', () => socket.terminate(), { once: true })
    socket.on('error', reject)
    socket.on('message', (data) => {
      const { id } = JSON.parse((data as Buffer).toString('utf8')) as { id?: string }
      if (id !== undefined) ids.push(id)
      resolve({ ids, close: () => socket.terminate() })
    })
  })
}
