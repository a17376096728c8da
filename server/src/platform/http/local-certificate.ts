import { randomBytes, webcrypto } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { isIP } from 'node:net'
import { join } from 'node:path'
import type { X509CertificateGenerator } from '@peculiar/x509'
import { day } from '../../kernel/clock.ts'
import { writeSecret } from '../keys/keys.ts'

const validMs = 90 * day
const renewBeforeMs = 30 * day

/** PEM texts. */
export interface Certificate {
  readonly cert: string
  readonly key: string
}

/** The operator's certificate from files, else a local one kept in `<folder>` and renewed 30 days before its end. */
export async function tlsCertificate(
  files: { readonly cert: string; readonly key: string } | null,
  folder: string,
  names: readonly string[],
  now: number,
): Promise<Certificate> {
  if (files) return { cert: await readFile(files.cert, 'utf8'), key: await readFile(files.key, 'utf8') }
  const path = join(folder, 'local-certificate.json')
  const kept = await readKept(path)
  if (kept && kept.notAfter - now > renewBeforeMs && names.every((name) => kept.names.includes(name)))
    return kept
  const made = { ...(await makeCertificate(names, now)), names, notAfter: now + validMs }
  await writeSecret(path, JSON.stringify(made))
  return made
}

async function readKept(path: string): Promise<(Certificate & { names: string[]; notAfter: number }) | null> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Certificate & { names: string[]; notAfter: number }
  } catch {
    // Missing or unreadable: a local certificate is made anew at no loss.
    return null
  }
}

type SelfSigned = Parameters<typeof X509CertificateGenerator.createSelfSigned>[0]

/** A self-signed P-256 certificate. No authority vouches for it, and the page says so. */
async function makeCertificate(names: readonly string[], now: number): Promise<Certificate> {
  // Loaded only here: with a certificate of the operator's it is never needed.
  await import('reflect-metadata')
  const x509 = await import('@peculiar/x509')
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: '00' + randomBytes(8).toString('hex'),
    name: `CN=${names[0] ?? 'localhost'}`,
    notBefore: new Date(now - day),
    notAfter: new Date(now + validMs),
    signingAlgorithm: algorithm,
    // oxlint-disable-next-line typescript/no-unnecessary-type-assertion -- needed where the types of browsers are known too
    keys: keys as unknown as SelfSigned['keys'],
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(
        names.map((name) => ({ type: isIP(name) ? ('ip' as const) : ('dns' as const), value: name })),
      ),
    ],
  })
  const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64')
  const key = `-----BEGIN PRIVATE KEY-----\n${pkcs8.replaceAll(/.{64}/g, '$&\n').trim()}\n-----END PRIVATE KEY-----\n`
  return { cert: certificate.toString('pem'), key }
}
