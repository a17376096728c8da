import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Answer = (texts: string[], response: ServerResponse, request: IncomingMessage) => void

/** Takes everything, as the real server does. */
export const takeAll: Answer = (texts, response) =>
  response.end(JSON.stringify({ ids: texts.map((_, n) => `1.${n}`), refused: [] }))

/** Refuses the request as a whole. */
export const problem =
  (status: number, headers: Record<string, string> = {}): Answer =>
  (_, response) =>
    response
      .writeHead(status, headers)
      .end(JSON.stringify({ type: 'urn:nachweis:problem:some-reason', detail: 'Why.' }))

export interface ScriptedServer {
  readonly url: string
  /** Requests in their order: when (ms of the monotonic clock), and their lines. */
  received: { at: number; texts: string[] }[]
  /** What is answered to the next requests; afterwards everything is taken. */
  script: Answer[]
  /** Ids of all events received, repeated ones too. */
  ids(): string[]
  close(): void
}

/** A server that answers what the real one never would in a test. */
export async function scriptedServer(): Promise<ScriptedServer> {
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const texts = body.trimEnd().split('\n')
      scripted.received.push({ at: performance.now(), texts })
      const answer = scripted.script.shift() ?? takeAll
      answer(texts, response, request)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const scripted: ScriptedServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received: [],
    script: [],
    ids: () =>
      scripted.received.flatMap(({ texts }) => texts.map((each) => (JSON.parse(each) as { id: string }).id)),
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
  return scripted
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}
