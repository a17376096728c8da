import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What arrived at a receiver. */
export interface Arrived {
  readonly path: string
  readonly headers: Record<string, string>
  readonly body: string
  /** ms since the epoch. */
  readonly at: number
}

export interface TestReceiver {
  readonly host: string
  readonly url: string
  readonly arrived: Arrived[]
  /** Answers from now on; without one, 200. */
  answer(
    handler: ((request: IncomingMessage, response: ServerResponse, arrived: Arrived) => void) | null,
  ): void
  close(): Promise<void>
}

/** A receiver of webhooks on loopback. `now` is its clock; `port` that of an earlier one, which comes back. */
export async function openReceiver(now: () => number, port = 0): Promise<TestReceiver> {
  const arrived: Arrived[] = []
  let handler: Parameters<TestReceiver['answer']>[0] = null
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8')
    request.on('data', (chunk: string) => (body += chunk))
    request.on('end', () => {
      const one = {
        path: request.url ?? '',
        headers: request.headers as Record<string, string>,
        body,
        at: now(),
      }
      arrived.push(one)
      if (handler) handler(request, response, one)
      else response.writeHead(200).end('taken')
    })
  })
  await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening))
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    host,
    url: `http://${host}/hook`,
    arrived,
    answer: (given) => {
      handler = given
    },
    async close() {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
}
