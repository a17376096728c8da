/** The protocol versions, newest first, as they are named on pages. */
export const tlsVersions = ['TLS 1.3', 'TLS 1.2', 'TLS 1.1', 'TLS 1.0', 'SSLv3'] as const
export type TlsVersion = (typeof tlsVersions)[number]

export const versionCodes: Readonly<Record<TlsVersion, number>> = {
  'TLS 1.3': 0x0304,
  'TLS 1.2': 0x0303,
  'TLS 1.1': 0x0302,
  'TLS 1.0': 0x0301,
  SSLv3: 0x0300,
}
