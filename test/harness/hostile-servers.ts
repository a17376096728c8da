import { randomBytes } from 'node:crypto'
import { createServer as createHttpServer } from 'node:http'
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { freePorts } from './ports.ts'

const dripMs = 400
const chunkBytes = 64 * 1024

/** Servers that a scan has to survive, by what they do to a connection. */
const behaviours: Readonly<Record<string, (socket: Socket) => void>> = {
  silence: () => {},
  'slow-drip': (socket) => {
    const hello = Buffer.from([22, 3, 3, 0, 200, 2, 0, 0, 196, 3, 3, ...Array.from({ length: 100 }, () => 1)])
    let sent = 0
    const timer = setInterval(() => socket.write(hello.subarray(sent, ++sent)), dripMs)
    socket.on('close', () => clearInterval(timer))
  },
  garbage: (socket) => socket.once('data', () => socket.end(randomBytes(2_000))),
  reset: (socket) => socket.resetAndDestroy(),
  'reset-later': (socket) => socket.once('data', () => socket.resetAndDestroy()),
  'endless-bytes': (socket) => pour(socket, () => randomBytes(chunkBytes)),
  'endless-records': (socket) =>
    pour(socket, () => Buffer.concat([Buffer.from([22, 3, 3, 0x40, 0]), Buffer.alloc(0x4000, 0xaa)])),
}

export interface HostileServers {
  /** The kind of server by port. */
  readonly kinds: ReadonlyMap<number, string>
  close(): Promise<void>
}

/** Starts one of each on loopback, with a plain HTTP server and a port that nobody listens on besides. */
export async function startHostileServers(): Promise<HostileServers> {
  const kinds = new Map<number, string>()
  const sockets = new Set<Socket>()
  const open = async (kind: string, server: Server) => {
    server.on('connection', (socket) => {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => sockets.delete(socket))
    })
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
    kinds.set((server.address() as AddressInfo).port, kind)
    return server
  }
  const servers = await Promise.all([
    ...Object.entries(behaviours).map(([kind, behave]) => open(kind, createServer(behave))),
    open(
      'plain-http',
      createHttpServer((_, response) => response.end('no TLS here')),
    ),
  ])
  const [closed] = await freePorts(1)
  kinds.set(closed as number, 'closed-port')
  return {
    kinds,
    async close() {
      for (const socket of sockets) socket.destroy()
      await Promise.all(servers.map((server) => new Promise((closing) => server.close(closing))))
    },
  }
}

function pour(socket: Socket, chunk: () => Buffer): void {
  const more = () => {
    while (socket.writable && socket.write(chunk()));
  }
  socket.on('drain', more)
  more()
}
