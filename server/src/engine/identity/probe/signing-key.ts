import { randomBytes, webcrypto } from 'node:crypto'
import type { X509CertificateGenerator } from '@peculiar/x509'
import { day } from '../../../kernel/clock.ts'

/** PKCS #8 and X.509, as PEM. */
export interface SigningKey {
  readonly privateKey: string
  readonly certificate: string
}

type SelfSigned = Parameters<typeof X509CertificateGenerator.createSelfSigned>[0]

const rsa = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  modulusLength: 2048,
  publicExponent: new Uint8Array([1, 0, 1]),
}

/** A key with a self-signed certificate, as SAML identity providers have: valid since yesterday, until tomorrow. */
export async function newSigningKey(name: string, now: number): Promise<SigningKey> {
  await import('reflect-metadata')
  const x509 = await import('@peculiar/x509')
  const keys = await webcrypto.subtle.generateKey(rsa, true, ['sign', 'verify'])
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: '00' + randomBytes(8).toString('hex'),
    name: `CN=${name}`,
    notBefore: new Date(now - day),
    notAfter: new Date(now + day),
    signingAlgorithm: rsa,
    // oxlint-disable-next-line typescript/no-unnecessary-type-assertion -- needed where the types of browsers are known too
    keys: keys as unknown as SelfSigned['keys'],
  })
  const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64')
  const privateKey = `-----BEGIN PRIVATE KEY-----\n${pkcs8.replaceAll(/.{64}/g, '$&\n').trim()}\n-----END PRIVATE KEY-----\n`
  return { privateKey, certificate: certificate.toString('pem') }
}
