import { STATUS_CODES, type IncomingMessage, type Server } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Hono } from 'hono'
import { WebSocketServer, type WebSocket } from 'ws'

/** What a reader may say at once; nobody here listens to more. */
const messageBytesMax = 1024
const refusalBytesMax = 16 * 1024
const goingAway = 1001
/** For a reader to confirm that it is closed. */
const goodbyeMs = 2_000

interface Taken {
  readonly open: (socket: WebSocket) => void
  readonly fail: () => void
}

const taken = new WeakMap<Response, Taken>()

/** The answer to a request that becomes a WebSocket: `open` gets it; `fail` is called instead when it comes to nothing. */
export function socketAnswer(open: (socket: WebSocket) => void, fail: () => void): Response {
  const response = new Response(null)
  taken.set(response, { open, fail })
  return response
}

/** Whether a request asks for a WebSocket; other upgrades are answered as if they had not asked. */
export const asksForSocket = ({ headers }: Pick<IncomingMessage, 'headers'>): boolean =>
  headers.upgrade?.toLowerCase() === 'websocket'

export interface Sockets {
  /** Takes the upgrades of a listener. */
  serve(server: Server): void
  /** Closes all that are open. */
  close(): void
}

/** WebSockets (RFC 6455) of both listeners: a request to become one goes through the application like any other. */
export function webSockets(app: Pick<Hono, 'fetch'>, headers: Readonly<Record<string, string>>): Sockets {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: messageBytesMax,
    perMessageDeflate: false,
  })
  const upgrade = async (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const ignore = () => {}
    socket.on('error', ignore)
    const response = await app.fetch(requestOf(request), { incoming: request })
    const answer = taken.get(response)
    if (!answer) return refuse(socket, response, headers)
    if (socket.destroyed) return answer.fail()
    const gone = () => answer.fail()
    socket.once('close', gone)
    sockets.handleUpgrade(request, socket, head, (open) => {
      socket.off('close', gone)
      socket.off('error', ignore)
      answer.open(open)
    })
  }
  return {
    serve(server) {
      server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
        upgrade(request, socket, head).catch(() => socket.destroy())
      })
    },
    close() {
      for (const socket of sockets.clients) {
        socket.close(goingAway)
        setTimeout(() => socket.terminate(), goodbyeMs).unref()
      }
    },
  }
}

function requestOf({ url = '/', headers: given }: IncomingMessage): Request {
  const headers = new Headers()
  for (const [name, value] of Object.entries(given))
    for (const each of [value ?? []].flat()) headers.append(name, each)
  // The name that was asked for stands in the header; here it need only be some address.
  return new Request(new URL(url, 'http://localhost'), { headers })
}

async function refuse(
  socket: Duplex,
  response: Response,
  headers: Readonly<Record<string, string>>,
): Promise<void> {
  const body = await bounded(response)
  const status = response.status === 200 ? 400 : response.status
  const all = { ...headers, ...Object.fromEntries(response.headers) }
  const lines = Object.entries({ ...all, connection: 'close', 'content-length': Buffer.byteLength(body) })
  const text = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${text}\r\n${body}`)
}

async function bounded(response: Response): Promise<string> {
  const text = await response.text()
  return text.length > refusalBytesMax ? '' : text
}
