import { createServer, connect, type AddressInfo, type Socket } from 'node:net'

/** The line between browser and server, which can be cut. */
export interface Line {
  readonly port: number
  cut(): void
  mend(): void
  close(): Promise<void>
}

/** Opens a line to a port of this machine. */
export async function openLine(port: number): Promise<Line> {
  const sockets = new Set<Socket>()
  let isCut = false
  const proxy = createServer((near) => {
    if (isCut) return void near.destroy()
    const far = connect(port, '127.0.0.1')
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one)
      one
        .on('error', () => other.destroy())
        .on('close', () => {
          sockets.delete(one)
          other.destroy()
        })
      one.pipe(other)
    }
    return undefined
  })
  await new Promise<void>((listening) => proxy.listen(0, '127.0.0.1', listening))
  const cut = () => {
    isCut = true
    for (const socket of sockets) socket.destroy()
  }
  return {
    port: (proxy.address() as AddressInfo).port,
    cut,
    mend() {
      isCut = false
    },
    close: () => {
      cut()
      return new Promise<void>((closed) => void proxy.close(() => closed()))
    },
  }
}
