import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { createServer as createTlsServer, type TLSSocket } from 'node:tls'
import type { Platform } from '../../../../platform/platform.ts'
import { admit } from './admit.ts'
import { Connection, usualTimes, type ConnectionTimes } from './connection.ts'
import type { Delivery } from './deliver.ts'
import { plainAddress, sourceNameOf, type ListenerSettings } from './senders.ts'
import { tlsOptions } from './tls-options.ts'

const backlogMax = 256
const lastAttemptMs = 1_000

export interface Listener {
  /** Stops accepting, reads what is under way, commits all that was read. */
  stop(): Promise<void>
}

export interface ListenerOptions {
  readonly platform: Pick<Platform, 'clock' | 'environment'>
  readonly settings: ListenerSettings
  readonly delivery: Omit<Delivery, 'signal'>
  readonly times?: ConnectionTimes
}

/** Opens a listener of nachweis.yaml. Throws when the port is taken or a file cannot be read. */
export async function openListener(options: ListenerOptions): Promise<Listener> {
  const { platform, settings, delivery, times = usualTimes } = options
  const connections = new Set<Connection>()
  /** TCP connections by their far end, until somebody reads them. */
  const raws = new Map<string, Socket>()
  const stopping = new AbortController()
  const serve = (socket: Socket | TLSSocket) => {
    const raw = raws.get(farEnd(socket))
    // Refused, or stopped during the handshake.
    if (raw === undefined) return void socket.destroy()
    raws.delete(farEnd(socket))
    const certificate = 'getPeerX509Certificate' in socket ? socket.getPeerX509Certificate() : undefined
    const peer = { address: plainAddress(socket.remoteAddress), certificate: certificate ?? null }
    const connection = new Connection({
      socket,
      reset: () => raw.resetAndDestroy(),
      sourceName: sourceNameOf(settings, peer),
      delivery: { ...delivery, signal: stopping.signal },
      now: platform.clock.now,
      times,
    })
    connections.add(connection)
    void connection.done.then(() => connections.delete(connection))
  }
  const tls = settings.tls ? createTlsServer(await tlsOptions(platform, settings), serve) : null
  tls?.on('tlsClientError', () => delivery.count('tls-handshake', 1))
  const server = tls ?? createServer()
  admit(server, settings, delivery.count, (raw) => {
    const name = farEnd(raw)
    raws.set(name, raw)
    raw.once('close', () => raws.delete(name)).on('error', () => {})
    if (tls === null) serve(raw)
  })
  server.listen({
    port: settings.port,
    host: settings.host ?? platform.environment.host,
    backlog: backlogMax,
  })
  await once(server, 'listening')
  // E.g. no file descriptors left; without this it would end the process.
  server.on('error', (error) => delivery.telemetry.error('syslog cannot accept', error))
  return {
    async stop() {
      server.close()
      for (const raw of raws.values()) raw.destroy()
      for (const connection of connections) connection.drain()
      const all = Promise.all([...connections].map(({ done }) => done))
      const isDone = await Promise.race([all.then(() => true), wait(times.stopMs, false)])
      stopping.abort()
      if (!isDone) await Promise.race([all, wait(lastAttemptMs)])
    },
  }
}

const farEnd = ({ remoteAddress, remotePort }: Socket) => `${remoteAddress} ${remotePort}`
