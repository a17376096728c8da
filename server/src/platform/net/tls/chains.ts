import {
  connect,
  createSecureContext,
  type DetailedPeerCertificate,
  type SecureContextOptions,
  type TLSSocket,
} from 'node:tls'
import { isIP } from 'node:net'
import { certificateScans, nameMatches } from './certificate.ts'
import type { SentChain } from './enumerate.ts'
import type { Peer } from './exchange.ts'
import { LimitReached, type ScanLimits, type Spending } from './limits.ts'
import { problemWord, type ChainScan } from './scan-result.ts'
import { certificatesMax } from './server-flight.ts'

// A server can hold one certificate for each kind of key, and others for old versions.
const attempts: readonly SecureContextOptions[] = [
  { minVersion: 'TLSv1.2', sigalgs: 'ECDSA+SHA256:ECDSA+SHA384:ECDSA+SHA512:ed25519:ed448:ECDSA+SHA1' },
  {
    minVersion: 'TLSv1.2',
    sigalgs: 'rsa_pss_rsae_sha256:rsa_pss_pss_sha256:RSA+SHA256:RSA+SHA384:RSA+SHA512:RSA+SHA1',
  },
  { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'aECDSA:@SECLEVEL=0' },
  { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'aRSA:@SECLEVEL=0' },
]

interface Handshake {
  readonly version: string
  /** null: a path to a trusted authority was found and is valid. */
  readonly problem: string | null
  readonly chain: readonly Buffer[]
}

export interface Chains {
  readonly chains: readonly ChainScan[]
  /** Why no handshake could be completed, or why not all were tried; null when one was and all were. */
  readonly problem: string | null
}

/**
 * Completes handshakes to see each chain that the server presents, and lets OpenSSL find the path to one of
 * `authorities` (PEM). Intermediates are not fetched: what the server does not send is missing. `sent`: chains that were
 * already seen unencrypted; those that no handshake shows are returned unchecked.
 */
export async function readChains(
  peer: Peer,
  serverName: string,
  sent: readonly SentChain[],
  authorities: readonly string[],
  limits: ScanLimits,
  spending: Spending,
): Promise<Chains> {
  const chains = new Map<string, ChainScan>()
  let problem: string | null = null
  let limited = false
  for (const attempt of attempts) {
    try {
      const found = await handshake(
        peer,
        serverName,
        { ciphers: 'ALL:@SECLEVEL=0', ...attempt, ca: [...authorities] },
        limits,
        spending,
      )
      const chain = checked(found, serverName)
      const leaf = chain.certificates[0]?.fingerprint ?? ''
      if (!chains.has(leaf)) chains.set(leaf, chain)
    } catch (error) {
      limits.signal.throwIfAborted()
      problem = problemWord(error)
      limited = error instanceof LimitReached
      if (limited) break
    }
  }
  if (chains.size > 0 && !limited) problem = null
  for (const { version, chain } of sent) {
    const unchecked = uncheckedChain(version, chain, serverName)
    const leaf = unchecked?.certificates[0]?.fingerprint ?? ''
    if (unchecked && !chains.has(leaf)) chains.set(leaf, unchecked)
  }
  return { chains: [...chains.values()], problem }
}

function checked(found: Handshake, serverName: string): ChainScan {
  return {
    source: 'handshake',
    version: found.version,
    trusted: found.problem === null,
    problem: found.problem,
    nameMatches: nameMatches(found.chain[0] as Buffer, serverName),
    certificates: certificateScans(found.chain),
  }
}

function uncheckedChain(version: string, chain: readonly Buffer[], serverName: string): ChainScan | null {
  try {
    const certificates = certificateScans(chain)
    const matches = nameMatches(chain[0] as Buffer, serverName)
    return { source: 'hello', version, trusted: null, problem: null, nameMatches: matches, certificates }
  } catch {
    return null
  }
}

async function handshake(
  peer: Peer,
  serverName: string,
  context: SecureContextOptions,
  limits: ScanLimits,
  spending: Spending,
): Promise<Handshake> {
  const { connectMs, handshakeMs } = spending.connection()
  const socket = connect({
    host: peer.address,
    port: peer.port,
    secureContext: createSecureContext(context),
    ...(isIP(serverName) === 0 && { servername: serverName }),
    rejectUnauthorized: false,
    // The name is judged apart from the path.
    checkServerIdentity: () => undefined,
  })
  const ends = AbortSignal.any([limits.signal, AbortSignal.timeout(Math.ceil(connectMs + handshakeMs))])
  const end = () => socket.destroy(new Error('handshake-not-finished-in-time'))
  ends.addEventListener('abort', end)
  try {
    await secured(socket)
    const chain = presented(socket)
    if (chain.length === 0) throw new Error('no-certificate')
    const problem = socket.authorized ? null : String(socket.authorizationError)
    return { version: socket.getProtocol() ?? '', problem, chain }
  } finally {
    ends.removeEventListener('abort', end)
    spending.bytes += socket.bytesRead
    socket.destroy()
  }
}

function secured(socket: TLSSocket): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.on('secureConnect', resolve)
    socket.on('error', reject)
    socket.on('close', () => reject(new Error('closed')))
  })
}

function presented(socket: TLSSocket): Buffer[] {
  const chain: Buffer[] = []
  let next: DetailedPeerCertificate | undefined = socket.getPeerCertificate(true)
  while (next?.raw && chain.length < certificatesMax) {
    chain.push(next.raw)
    next = next.issuerCertificate === next ? undefined : next.issuerCertificate
  }
  return chain
}
