import type { Server, Socket } from 'node:net'
import { isAllowed, plainAddress, type ListenerSettings } from './senders.ts'

const connectionsMax = 1_000
const connectionsPerAddressMax = 250
const keepAliveMs = 60_000

/** Lets in who may connect, within the limits; calls `accept` for each. Refused ones are closed and counted. */
export function admit(
  server: Server,
  settings: ListenerSettings,
  count: (reason: string, connections: number) => void,
  accept: (socket: Socket) => void,
): void {
  const perAddress = new Map<string, number>()
  server.maxConnections = connectionsMax
  server.on('drop', () => count('connections-max', 1))
  server.on('connection', (socket: Socket) => {
    const address = plainAddress(socket.remoteAddress)
    const here = perAddress.get(address) ?? 0
    const refusal = !isAllowed(settings, address)
      ? 'address-not-allowed'
      : here >= connectionsPerAddressMax
        ? 'connections-per-address-max'
        : null
    if (refusal !== null) {
      count(refusal, 1)
      socket.destroy()
      return
    }
    perAddress.set(address, here + 1)
    socket.once('close', () => {
      const left = (perAddress.get(address) ?? 1) - 1
      if (left === 0) perAddress.delete(address)
      else perAddress.set(address, left)
    })
    socket.setKeepAlive(true, keepAliveMs)
    accept(socket)
  })
}
