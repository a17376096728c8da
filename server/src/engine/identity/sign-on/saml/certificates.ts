import { X509Certificate } from 'node:crypto'
import { skewOf, type SamlConnection } from './connection.ts'

const rsaBitsMin = 2048
const characterMax = 20_000

/** A certificate of an identity provider. The time of issue and end are ms since the epoch. */
export interface SamlCertificate {
  readonly pem: string
  readonly subject: string
  /** SHA-256 over DER, hexadecimal in upper case with colons. */
  readonly fingerprint: string
  readonly notBefore: number
  readonly notAfter: number
}

/** Reads PEM, or the bare Base64 of metadata. null: no X.509 certificate with an RSA key of 2,048 bits or more. */
export function readCertificate(source: string): SamlCertificate | null {
  if (source.length > characterMax) return null
  try {
    const input = source.includes('-----BEGIN') ? source : Buffer.from(source.replace(/\s+/g, ''), 'base64')
    const read = new X509Certificate(input)
    const { asymmetricKeyType, asymmetricKeyDetails } = read.publicKey
    if (asymmetricKeyType !== 'rsa' || (asymmetricKeyDetails?.modulusLength ?? 0) < rsaBitsMin) return null
    return {
      pem: read.toString(),
      subject: read.subject.replaceAll('\n', ', '),
      fingerprint: read.fingerprint256,
      notBefore: read.validFromDate.getTime(),
      notAfter: read.validToDate.getTime(),
    }
  } catch {
    return null
  }
}

/** What warnings before expiry are made from: the certificates of a connection that can be read. */
export const certificateExpiries = ({ idp }: Pick<SamlConnection, 'idp'>): SamlCertificate[] =>
  idp.certificates.map(readCertificate).filter((certificate) => certificate !== null)

/**
 * The certificates that may vouch for a signature now, as PEM. An expired one may not: whoever published it promised to
 * guard its key no longer than that. (SAML leaves this to the deployment; the price is a warning in time.)
 */
export function usableCertificates(connection: SamlConnection, now: number): string[] {
  const skewMs = skewOf(connection)
  return certificateExpiries(connection)
    .filter(({ notBefore, notAfter }) => notBefore - skewMs <= now && now < notAfter)
    .map(({ pem }) => pem)
}
