import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { TlsOptions } from 'node:tls'
import { tlsCertificate } from '../../../../platform/http/local-certificate.ts'
import type { Platform } from '../../../../platform/platform.ts'
import type { ListenerSettings } from './senders.ts'

const handshakeMs = 10_000
/** AEAD with forward secrecy, as the HTTPS listener has it; TLS 1.3 has nothing else. */
const tls12Suites = 'ECDHE+AESGCM:ECDHE+CHACHA20'

/** How a listener speaks TLS: with the certificate of HTTPS, or its own; clients must have one where an authority is named. */
export async function tlsOptions(
  { environment, clock }: Pick<Platform, 'environment' | 'clock'>,
  { certificateFile, keyFile, clientCa }: ListenerSettings,
): Promise<TlsOptions> {
  const { dataDir, publicUrl, tlsFiles } = environment
  const inFolder = (file: string) => resolve(dataDir, file)
  const files =
    certificateFile === undefined || keyFile === undefined
      ? tlsFiles
      : { cert: inFolder(certificateFile), key: inFolder(keyFile) }
  // The names must be those of the HTTPS listener: each would make the certificate anew for the other.
  const names = new Set([
    'localhost',
    '127.0.0.1',
    ...(publicUrl === null ? [] : [new URL(publicUrl).hostname]),
  ])
  const { cert, key } = await tlsCertificate(files, join(dataDir, 'keys'), [...names], clock.now())
  return {
    cert,
    key,
    minVersion: 'TLSv1.2',
    ciphers: tls12Suites,
    honorCipherOrder: true,
    handshakeTimeout: handshakeMs,
    ...(clientCa === undefined
      ? {}
      : { requestCert: true, rejectUnauthorized: true, ca: await readFile(inFolder(clientCa), 'utf8') }),
  }
}
