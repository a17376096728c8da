import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Platform } from '../../../platform/platform.ts'
import type { Webhook } from './verify-webhook.ts'

const bodyBytesMax = 128 * 1024
const arrivedMax = 1_000

/** A receiver of webhooks that a check runs itself. */
export interface Receiver {
  readonly url: string
  /** What it took, and what it refused, in order. */
  readonly arrived: readonly (Webhook & { readonly taken: boolean })[]
}

/**
 * Runs a receiver on this machine while `work` lasts; this installation may reach it meanwhile. It refuses the second message
 * once, so that it must come again.
 */
export async function withReceiver<T>(
  { probeHosts }: Pick<Platform, 'probeHosts'>,
  work: (receiver: Receiver) => Promise<T>,
): Promise<T> {
  const arrived: (Webhook & { taken: boolean })[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    let bytes = 0
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes > bodyBytesMax || arrived.length >= arrivedMax) request.destroy()
      else chunks.push(chunk)
    })
    request.on('end', () => {
      const taken = arrived.length !== 1
      const headers = request.headers as Record<string, string | undefined>
      arrived.push({ headers, body: Buffer.concat(chunks).toString('utf8'), taken })
      response.writeHead(taken ? 204 : 503).end()
    })
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  probeHosts.add(host)
  try {
    return await work({ url: `http://${host}/`, arrived })
  } finally {
    probeHosts.delete(host)
    server.closeAllConnections()
    await new Promise((closed) => server.close(closed))
  }
}
