import { randomBytes } from 'node:crypto'
import { createSocket, type Socket } from 'node:dgram'
import { lookup } from 'node:dns/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Clock } from '../../../kernel/clock.ts'
import { ntpRequest, readPacket, type NtpPacket } from './packet.ts'

/** What a time server said: the best of several exchanges, as plain JSON. */
export interface NtpSample {
  readonly host: string
  readonly address: string | null
  /** Exchanges tried, and those that brought a usable answer. */
  readonly asked: number
  readonly answered: number
  /** Answers that were not to our question: their originate timestamp is not the one we sent (RFC 5905, test 2). */
  readonly wrongOriginate: number
  /** Answers that are no NTP answer: short, of another mode, without time. */
  readonly malformed: number
  /** The server's request to go away, e.g. `RATE` or `DENY`; null when there was none. */
  readonly kiss: string | null
  /** Why there is no usable answer: our word, or the code of the operating system; null when there is one. */
  readonly problem: string | null
  /** The exchange with the shortest way. */
  readonly best: NtpMeasurement | null
}

export interface NtpMeasurement {
  /** Server's clock minus ours, ms. */
  readonly offsetMs: number
  /** Way there and back, ms. */
  readonly delayMs: number
  readonly rootDelayMs: number
  readonly rootDispersionMs: number
  readonly leap: number
  readonly stratum: number
  readonly version: number
  readonly referenceId: string
}

export interface NtpOptions {
  readonly signal: AbortSignal
  /** For one exchange. */
  readonly timeoutMs: number
  readonly clock: Clock
  readonly port?: number
  readonly samples?: number
  /** Between two exchanges; servers take faster ones for abuse. */
  readonly spacingMs?: number
}

const usual = { port: 123, samples: 3, spacingMs: 2000 } as const
/** Answers that are looked at for one question. */
export const packetsMax = 20
/** A clock here that was set meanwhile makes the measurement worthless. */
const clockStepMs = 50
/** Clocks that are read in ticks may seem to answer before they were asked. */
const tickMs = 20

/**
 * Asks an NTP server (RFC 5905) for its time, several times, and keeps the answer that came the shortest way. Never
 * rejects for what a server does; rejects when `signal` aborts.
 */
export async function queryNtp(host: string, options: NtpOptions): Promise<NtpSample> {
  const settings: Required<NtpOptions> = { ...usual, ...options }
  const tally: Tally = {
    host,
    address: null,
    asked: 0,
    wrongOriginate: 0,
    malformed: 0,
    kiss: null,
    problem: null,
    found: [],
  }
  try {
    const signal = AbortSignal.any([options.signal, AbortSignal.timeout(options.timeoutMs)])
    const { address, family } = await withAbort(lookup(host), signal)
    tally.address = address
    await askRepeatedly({ address, family, port: settings.port }, settings, tally)
  } catch (error) {
    options.signal.throwIfAborted()
    tally.problem = reasonOf(error)
  }
  return sampleOf(tally)
}

interface Tally {
  host: string
  address: string | null
  asked: number
  wrongOriginate: number
  malformed: number
  kiss: string | null
  problem: string | null
  found: NtpMeasurement[]
}

interface Peer {
  readonly address: string
  readonly family: number
  readonly port: number
}

async function askRepeatedly(peer: Peer, settings: Required<NtpOptions>, tally: Tally): Promise<void> {
  for (let turn = 0; turn < settings.samples; turn++) {
    if (turn > 0) await sleep(settings.spacingMs, undefined, { signal: settings.signal })
    tally.asked += 1
    const outcome = await askOnce(peer, settings, tally)
    if (typeof outcome === 'string') tally.problem = outcome
    else tally.found.push(outcome)
    // RFC 5905, 7.4: whoever is told to go away goes.
    if (tally.kiss !== null) return
  }
}

function sampleOf({ found, ...tally }: Tally): NtpSample {
  const best = found.toSorted((a, b) => a.delayMs - b.delayMs)[0] ?? null
  return { ...tally, answered: found.length, best, problem: best ? null : tally.problem }
}

/** One exchange: a measurement, or why there is none. */
async function askOnce(peer: Peer, options: NtpOptions, tally: Tally): Promise<NtpMeasurement | string> {
  const socket = createSocket(peer.family === 6 ? 'udp6' : 'udp4')
  const timeout = AbortSignal.timeout(options.timeoutMs)
  const signal = AbortSignal.any([options.signal, timeout])
  try {
    // A connected socket takes answers from the address asked only.
    await withAbort(
      new Promise<void>((resolve, reject) => {
        socket.once('error', reject)
        socket.connect(peer.port, peer.address, () => resolve())
      }),
      signal,
    )
    return await withAbort(converse(socket, options.clock, tally), signal)
  } catch (error) {
    options.signal.throwIfAborted()
    return timeout.aborted ? 'no-answer-in-time' : reasonOf(error)
  } finally {
    socket.close()
  }
}

function converse(socket: Socket, clock: Clock, tally: Tally): Promise<NtpMeasurement | string> {
  const nonce = randomBytes(8)
  return new Promise((resolve, reject) => {
    let packets = 0
    let sentAt = 0
    let sentMonotonic = 0
    socket.on('error', reject)
    socket.on('message', (bytes) => {
      const elapsedMs = clock.monotonic() - sentMonotonic
      if (++packets > packetsMax) return resolve('too-many-answers')
      const packet = readPacket(bytes, sentAt)
      if (!packet || packet.mode !== 4 || (packet.stratum > 0 && packet.timeless)) tally.malformed += 1
      else if (!packet.originate.equals(nonce)) tally.wrongOriginate += 1
      else if (Math.abs(clock.now() - sentAt - elapsedMs) > clockStepMs) resolve('clock-set')
      else resolve(measurementOf(packet, sentAt, elapsedMs, tally))
    })
    sentAt = clock.now()
    sentMonotonic = clock.monotonic()
    socket.send(ntpRequest(nonce))
  })
}

function measurementOf(
  packet: NtpPacket,
  sentAt: number,
  elapsedMs: number,
  tally: Tally,
): NtpMeasurement | string {
  // Without a code, stratum 0 only says that the server is not synchronised.
  if (packet.stratum === 0 && packet.referenceId !== '') {
    tally.kiss = packet.referenceId
    return 'turned-away'
  }
  const served = packet.transmittedAt - packet.receivedAt
  if (served < 0 || served > elapsedMs + tickMs) {
    tally.malformed += 1
    return 'times-contradict'
  }
  const { leap, stratum, version, referenceId, rootDelayMs, rootDispersionMs } = packet
  return {
    offsetMs: (packet.receivedAt - sentAt + packet.transmittedAt - (sentAt + elapsedMs)) / 2,
    delayMs: Math.max(0, elapsedMs - served),
    rootDelayMs,
    rootDispersionMs,
    leap,
    stratum,
    version,
    referenceId,
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error.name === 'TimeoutError') return 'name-not-resolved-in-time'
  const { code } = error as NodeJS.ErrnoException
  return typeof code === 'string' ? code : error.message
}

function withAbort<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted()
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
    promise.then(resolve, reject)
  })
}
