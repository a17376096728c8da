import type { TlsVersion } from './versions.ts'

/**
 * Why something could not be seen: one of our words (`no-answer-in-time`, `not-tls`, `connections-used-up` …), or the
 * code of the operating system or OpenSSL (`ECONNREFUSED`).
 */
export type ScanProblem = string

/** The word for an exception. */
export function problemWord(error: unknown): ScanProblem {
  const { code, message } = error as NodeJS.ErrnoException
  return typeof code === 'string' ? code : message
}

/** All that a scan saw, as plain JSON. */
export interface TlsScan {
  readonly host: string
  readonly port: number
  readonly serverName: string
  /** ISO 8601 */
  readonly scannedAt: string
  /** All addresses of the host, and the one that was scanned; null when none could be connected to. */
  readonly addresses: readonly string[]
  readonly address: string | null
  /** Why nothing at all could be seen; null when the server answered. */
  readonly unreachable: ScanProblem | null
  /** One entry for each version, newest first. */
  readonly versions: readonly VersionScan[]
  readonly chains: readonly ChainScan[]
  /** Why no chain was read with a complete handshake, or perhaps not all; null when all was tried. */
  readonly chainProblem: ScanProblem | null
  readonly connections: number
  readonly bytes: number
}

export interface VersionScan {
  readonly version: TlsVersion
  /** `unclear`: neither accepted nor refused, see `problem`. */
  readonly outcome: 'accepted' | 'refused' | 'unclear'
  /** Why the outcome is unclear, or why the lists may be incomplete; null when all was asked. */
  readonly problem: ScanProblem | null
  readonly suites: readonly SuiteScan[]
  /** Names and sizes of the groups accepted for (EC)DHE. */
  readonly groups: readonly GroupScan[]
}

export interface SuiteScan {
  readonly name: string
  readonly aead: boolean
  readonly forwardSecrecy: boolean
  readonly authenticated: boolean
  /** Size of the finite-field group used; null with other key exchanges, or when it could not be read. */
  readonly dhBits: number | null
  /** True when the suite uses a finite-field group, readable or not. */
  readonly dhe: boolean
}

export interface GroupScan {
  readonly name: string
  readonly kind: 'ec' | 'ffdhe' | 'hybrid'
  readonly bits: number | null
}

export interface ChainScan {
  /** How it was reached: handshakes completed by us, or read from the unencrypted part of one that we cannot complete. */
  readonly source: 'handshake' | 'hello'
  /** The version it was seen with. */
  readonly version: string
  /** Complete up to an authority that is trusted here; null when not checked (`hello`). */
  readonly trusted: boolean | null
  /** OpenSSL's word for what is wrong with it, e.g. `CERT_HAS_EXPIRED`. */
  readonly problem: string | null
  readonly nameMatches: boolean
  /** Leaf first; up to the trusted authority as far as it is known. */
  readonly certificates: readonly CertificateScan[]
}

export interface CertificateScan {
  readonly subject: string
  readonly issuer: string
  /** DNS names and addresses; at most 20, and of the leaf only. */
  readonly names: readonly string[]
  /** ISO 8601 */
  readonly notBefore: string
  readonly notAfter: string
  readonly keyType: string
  readonly keyBits: number | null
  readonly signatureAlgorithm: string | null
  readonly selfIssued: boolean
  /** SHA-256, lower-case hex. */
  readonly fingerprint: string
}
