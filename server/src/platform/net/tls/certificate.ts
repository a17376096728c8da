import { X509Certificate, type KeyObject } from 'node:crypto'
import { isIP } from 'node:net'
import type { CertificateScan } from './scan-result.ts'

const namesMax = 20
const textCharactersMax = 253

/** Curves whose size does not stand in their name. */
const curveBits: Readonly<Record<string, number>> = { prime192v1: 192, prime256v1: 256, SM2: 256 }
const fixedBits: Readonly<Record<string, number>> = { ed25519: 256, ed448: 448 }

/** What matters of the certificates of a chain, names of the leaf only. Throws when a DER is not a certificate. */
export function certificateScans(chain: readonly Buffer[]): CertificateScan[] {
  return chain.map((der, place) => {
    const scan = certificateScan(der)
    return place === 0 ? scan : { ...scan, names: [] }
  })
}

function certificateScan(der: Buffer): CertificateScan {
  const certificate = new X509Certificate(der)
  return {
    subject: text(certificate.subject),
    issuer: text(certificate.issuer),
    names: alternativeNames(certificate.subjectAltName),
    notBefore: isoDate(certificate.validFromDate),
    notAfter: isoDate(certificate.validToDate),
    ...keyOf(certificate),
    signatureAlgorithm:
      certificate.signatureAlgorithm === undefined ? null : text(certificate.signatureAlgorithm),
    selfIssued: certificate.subject === certificate.issuer,
    fingerprint: certificate.fingerprint256.replaceAll(':', '').toLowerCase(),
  }
}

/** Whether the certificate is for this host name or address (RFC 9525: alternative names only). */
export function nameMatches(der: Buffer, name: string): boolean {
  const certificate = new X509Certificate(der)
  if (isIP(name) !== 0) return certificate.checkIP(name) !== undefined
  return certificate.checkHost(name, { subject: 'never', partialWildcards: false }) !== undefined
}

function keyOf(certificate: X509Certificate): { keyType: string; keyBits: number | null } {
  let key: KeyObject
  try {
    key = certificate.publicKey
  } catch {
    return { keyType: 'unknown', keyBits: null }
  }
  const type = key.asymmetricKeyType ?? 'unknown'
  const { modulusLength, namedCurve } = key.asymmetricKeyDetails ?? {}
  return { keyType: type, keyBits: modulusLength ?? curveSize(namedCurve) ?? fixedBits[type] ?? null }
}

function curveSize(curve: string | undefined): number | undefined {
  if (curve === undefined) return undefined
  const digits = /\d{3}/.exec(curve)?.[0]
  return curveBits[curve] ?? (digits === undefined ? undefined : Number(digits))
}

function alternativeNames(list: string | undefined): string[] {
  const names = [...(list ?? '').matchAll(/(?:DNS|IP Address):([^\s,"]+)/g)].map((match) =>
    text(match[1] as string),
  )
  return names.slice(0, namesMax)
}

const isoDate = (date: Date) =>
  Number.isNaN(date.getTime()) ? new Date(0).toISOString() : date.toISOString()

// The server wrote these and they become public.
const text = (value: string) =>
  value
    .replace(/\n/g, ', ')
    .replace(/[^\x20-\x7e\u00a0-\ud7ff]/g, '?')
    .slice(0, textCharactersMax)
