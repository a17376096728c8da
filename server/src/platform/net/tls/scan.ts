import { lookup } from 'node:dns/promises'
import { trustedAuthorities } from './authorities.ts'
import { readChains } from './chains.ts'
import type { Offer } from './client-hello.ts'
import { enumerate, type Enumeration } from './enumerate.ts'
import { exchange, type Peer, type Reply } from './exchange.ts'
import { LimitReached, Spending, usualLimits, type ScanLimits } from './limits.ts'
import { problemWord, type TlsScan, type VersionScan } from './scan-result.ts'
import { tlsVersions } from './versions.ts'

export interface ScanTarget {
  readonly host: string
  readonly port: number
  /** Asked for (SNI) and expected in the certificate. */
  readonly serverName: string
}

export interface ScanOptions extends Partial<Omit<ScanLimits, 'signal'>> {
  readonly signal: AbortSignal
  /** Wall clock, ms since the epoch. */
  readonly now: () => number
  /** PEM of trusted authorities; usually those of this machine. */
  readonly authorities?: readonly string[]
  /** All addresses of a host. */
  readonly resolve?: (host: string) => Promise<readonly string[]>
}

/**
 * Scans one TLS server from outside: versions, suites and groups by raw hellos, so that nothing depends on what our own
 * TLS library still supports; chains by complete handshakes. Returns what was seen even when a limit ended the scan
 * early. Rejects only when `signal` aborts.
 */
export async function scanTls(target: ScanTarget, options: ScanOptions): Promise<TlsScan> {
  const limits: ScanLimits = { ...usualLimits, ...options }
  const spending = new Spending(limits)
  const scannedAt = new Date(options.now()).toISOString()
  const found = await reach(target, options.resolve ?? resolveAll, limits, spending)
  const base = {
    host: target.host,
    port: target.port,
    serverName: target.serverName,
    scannedAt,
    addresses: found.addresses,
  }
  if (!found.peer) {
    const nothing = {
      address: null,
      unreachable: found.problem,
      versions: [],
      chains: [],
      chainProblem: found.problem,
    }
    return { ...base, ...nothing, connections: spending.connections, bytes: spending.bytes }
  }
  const { peer } = found
  const ask = (offer: Offer) => askTwice(peer, offer, limits, spending)
  const enumeration = await enumerate(tlsVersions, target.serverName, ask)
  const authorities = options.authorities ?? trustedAuthorities()
  const { chains, problem } = await readChains(
    peer,
    target.serverName,
    enumeration.certificates,
    authorities,
    limits,
    spending,
  )
  return {
    ...base,
    address: peer.address,
    unreachable: null,
    versions: await confirmed(enumeration, ask),
    chains,
    chainProblem: problem,
    connections: spending.connections,
    bytes: spending.bytes,
  }
}

const resolveAll = async (host: string) => (await lookup(host, { all: true })).map((found) => found.address)

/** The first address that accepts a connection. */
async function reach(
  target: ScanTarget,
  resolve: (host: string) => Promise<readonly string[]>,
  limits: ScanLimits,
  spending: Spending,
): Promise<{ addresses: readonly string[]; peer: Peer | null; problem: string }> {
  let addresses: readonly string[] = []
  let problem = 'no-address'
  try {
    addresses = await withAbort(resolve(target.host), limits)
    for (const address of addresses) {
      const peer = { address, port: target.port }
      const offer: Offer = {
        version: 'TLS 1.2',
        suites: [0xc02f],
        groups: [23],
        serverName: target.serverName,
        keyShare: null,
      }
      const reply = await exchange(peer, offer, limits, spending)
      if (reply.outcome !== 'unreachable') return { addresses, peer, problem: '' }
      problem = reply.reason
    }
  } catch (error) {
    limits.signal.throwIfAborted()
    problem = problemWord(error)
  }
  return { addresses, peer: null, problem }
}

// The resolver of the operating system cannot be stopped, only left behind.
function withAbort<T>(promise: Promise<T>, limits: ScanLimits): Promise<T> {
  const signal = AbortSignal.any([limits.signal, AbortSignal.timeout(limits.connectMs)])
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(new Error('name-not-resolved-in-time')), {
      once: true,
    })
    promise.then(resolve, reject)
  })
}

// A connection that is cut without a word may be an accident: only the second time it is a refusal.
async function askTwice(peer: Peer, offer: Offer, limits: ScanLimits, spending: Spending): Promise<Reply> {
  const reply = await exchange(peer, offer, limits, spending)
  const cut = reply.outcome === 'unreachable' || (reply.outcome === 'refused' && reply.alert === null)
  return cut ? exchange(peer, offer, limits, spending) : reply
}

// A server that blocks us midway seems to refuse all that is asked later: only if it still accepts what it accepted at
// first do its refusals count.
async function confirmed(
  enumeration: Enumeration,
  ask: (offer: Offer) => Promise<Reply>,
): Promise<readonly VersionScan[]> {
  if (!enumeration.accepted) return enumeration.versions
  let problem = 'stopped-answering'
  try {
    const reply = await ask(enumeration.accepted)
    if (reply.outcome === 'answer') return enumeration.versions
  } catch (error) {
    if (!(error instanceof LimitReached)) throw error
    problem = error.message
  }
  return enumeration.versions.map((scan) => ({
    ...scan,
    outcome: scan.outcome === 'refused' ? 'unclear' : scan.outcome,
    problem: scan.problem ?? problem,
  }))
}
