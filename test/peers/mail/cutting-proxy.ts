import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** Where the wire is cut: in the middle of the content, or when the server has said that it took the message. */
export type Cut = 'inside the content' | 'before the confirmation arrives' | 'nowhere'

export interface CuttingProxy {
  readonly port: number
  /** What happens to the next messages; `onCut` runs before the client learns of it. */
  cut(where: Cut, onCut?: () => Promise<void>): void
  /** Called once, when the server asks for the content of the next message; nothing is cut. */
  onContent(call: () => void): void
  close(): Promise<void>
}

const bytesLetThrough = 200

/** A wire to an SMTP server on loopback that can be cut at a chosen moment of a message. */
export async function startCuttingProxy(serverPort: number): Promise<CuttingProxy> {
  let where: Cut = 'nowhere'
  let onCut = async () => {}
  let contentBegins = () => {}
  const open = new Set<Socket>()
  const server = createServer((client) => {
    const upstream = connect(serverPort, '127.0.0.1')
    for (const socket of [client, upstream]) {
      open.add(socket)
      socket.on('error', () => {}).on('close', () => open.delete(socket))
    }
    let content = false
    let cutting = false
    const sever = async () => {
      cutting = true
      await onCut()
      client.destroy()
      upstream.destroy()
    }
    upstream.on('data', (reply) => {
      if (cutting) return
      if (content && where === 'before the confirmation arrives') return void sever()
      if (/^354 /m.test(reply.toString())) {
        content = true
        contentBegins()
        contentBegins = () => {}
      }
      client.write(reply)
    })
    client.on('data', (sent) => {
      if (cutting) return
      if (!content || where !== 'inside the content') return void upstream.write(sent)
      cutting = true
      upstream.write(sent.subarray(0, bytesLetThrough), () => void sever())
    })
    client.on('close', () => upstream.destroy())
    upstream.on('close', () => cutting || client.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    cut(chosen, after = async () => {}) {
      where = chosen
      onCut = after
    },
    onContent(call) {
      contentBegins = call
    },
    async close() {
      for (const socket of open) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
