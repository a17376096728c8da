import { randomBytes } from 'node:crypto'
import { connect, type Socket } from 'node:net'
import { clientHello, type Offer } from './client-hello.ts'
import type { ScanLimits, Spending } from './limits.ts'
import { FlightReader, type Answer } from './server-flight.ts'

/**
 * What came of one hello. `refused`: alert, or closed without a word. `silent`: nothing in time.
 * `unintelligible`: bytes that are not TLS. `unreachable`: no connection. `reason`: see ScanProblem.
 */
export type Reply =
  | { readonly outcome: 'answer'; readonly answer: Answer }
  | { readonly outcome: 'refused'; readonly alert: number | null; readonly reason: string }
  | { readonly outcome: 'silent' | 'unintelligible' | 'unreachable'; readonly reason: string }

export interface Peer {
  readonly address: string
  readonly port: number
}

/** One connection may send this much before it is cut. */
export const connectionBytesMax = 262_144

/** Sends one ClientHello and reads the answer. Never rejects but for LimitReached and the abort. */
export async function exchange(
  peer: Peer,
  offer: Offer,
  limits: ScanLimits,
  spending: Spending,
): Promise<Reply> {
  const times = spending.connection()
  const socket = connect({ host: peer.address, port: peer.port, noDelay: true })
  const abort = () => socket.destroy()
  limits.signal.addEventListener('abort', abort)
  try {
    const reply = await converse(socket, clientHello(offer, randomBytes(64)), offer, times, spending)
    limits.signal.throwIfAborted()
    return reply
  } finally {
    limits.signal.removeEventListener('abort', abort)
    socket.destroy()
  }
}

function converse(
  socket: Socket,
  hello: Buffer,
  offer: Offer,
  times: { connectMs: number; handshakeMs: number },
  spending: Spending,
): Promise<Reply> {
  return new Promise((resolve) => {
    const reader = new FlightReader(offer.version)
    let received = 0
    let connected = false
    let timer = setTimeout(() => settle(failed('no-connection-in-time')), times.connectMs)
    const settle = (reply: Reply) => {
      clearTimeout(timer)
      resolve(reply)
    }
    const ended = (reason: string): Reply =>
      received === 0 ? closed(connected, reason) : flightReply(reader.end(reason))
    socket.on('connect', () => {
      connected = true
      clearTimeout(timer)
      timer = setTimeout(() => settle(late(received, reader)), times.handshakeMs)
      socket.write(hello)
    })
    socket.on('data', (chunk) => {
      received += chunk.length
      spending.bytes += chunk.length
      const flight = reader.push(chunk)
      if (flight) settle(flightReply(flight))
      else if (received > connectionBytesMax)
        settle(flightReply(reader.end('too many bytes without an answer')))
    })
    socket.on('error', (error: NodeJS.ErrnoException) => settle(ended(error.code ?? error.message)))
    socket.on('close', () => settle(ended('closed')))
  })
}

const failed = (reason: string): Reply => ({ outcome: 'unreachable', reason })

const closed = (connected: boolean, reason: string): Reply =>
  connected ? { outcome: 'refused', alert: null, reason } : failed(reason)

function late(received: number, reader: FlightReader): Reply {
  if (received === 0) return { outcome: 'silent', reason: 'no-answer-in-time' }
  return flightReply(reader.end('no-answer-in-time'))
}

function flightReply(flight: ReturnType<FlightReader['end']>): Reply {
  if (flight.kind === 'answer') return { outcome: 'answer', answer: flight.answer }
  if (flight.kind === 'alert')
    return { outcome: 'refused', alert: flight.alert, reason: `alert ${flight.alert}` }
  return { outcome: 'unintelligible', reason: 'not-tls' }
}
