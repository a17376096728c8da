import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { day } from '../../../../kernel/clock.ts'
import type { ChainScan, TlsScan, VersionScan } from '../../../../platform/net/tls/scan-result.ts'
import { judgeCertificate } from './certificate.ts'
import { judgeCipherSuites } from './cipher-suites.ts'
import { judgeKeySize } from './key-size.ts'
import { judgeProtocols } from './protocols.ts'

/** A scan of a real nginx, as recorded. */
const recorded = (name: string): TlsScan =>
  JSON.parse(readFileSync(new URL(`fixtures/${name}.json`, import.meta.url), 'utf8'))

const at = (scan: TlsScan, afterDays = 0) => Date.parse(scan.scannedAt) + afterDays * day
const versions = ['TLS 1.2', 'TLS 1.3']
const judges = (scan: TlsScan) => ({
  protocols: judgeProtocols(scan, { versions }),
  'cipher-suites': judgeCipherSuites(scan, { dhBits: 2048 }),
  'key-size': judgeKeySize(scan, { rsaBits: 2048, ecBits: 256 }),
  certificate: judgeCertificate(scan, { days: 14 }, at(scan)),
})
const inOrder = {
  protocols: 'only-allowed-versions',
  'cipher-suites': 'only-strong-suites',
  'key-size': 'keys-long-enough',
  certificate: 'certificate-in-order',
}

test.each<[string, Record<string, string>]>([
  ['good-rsa', {}],
  ['good-ec', {}],
  ['all-versions', { protocols: 'tls-1.0-accepted', 'cipher-suites': 'suite-without-aead' }],
  ['tls10-only', { protocols: 'tls-1.0-accepted', 'cipher-suites': 'suite-without-aead' }],
  ['cbc-only', { 'cipher-suites': 'suite-without-aead' }],
  ['rsa-key-exchange', { 'cipher-suites': 'suite-without-forward-secrecy' }],
  ['dh-1024', { 'cipher-suites': 'dh-group-too-small', 'key-size': 'dh-group-too-small' }],
  ['short-key', { 'key-size': 'rsa-key-too-short' }],
  ['expired', { certificate: 'certificate-expired' }],
  ['wrong-name', { certificate: 'name-does-not-match' }],
  ['no-intermediate', { certificate: 'chain-incomplete' }],
  ['self-signed', { certificate: 'self-signed' }],
])('%s: the claims that fail, and why', (name, failing) => {
  for (const [claim, finding] of Object.entries(judges(recorded(name)))) {
    const { verdict, code, observed } = finding
    expect([claim, code, verdict]).toEqual([
      claim,
      failing[claim] ?? inOrder[claim as keyof typeof inOrder],
      claim in failing ? 'fails' : 'holds',
    ])
    for (const sentence of [observed.de, observed.en]) expect(sentence).not.toMatch(/undefined|null|NaN|\(\)/)
  }
})

test('a server that is not there says nothing about any claim', () => {
  for (const finding of Object.values(judges(recorded('closed-port')))) {
    expect(finding).toMatchObject({
      verdict: 'unknown',
      code: 'not-reachable',
      observed: { de: 'Der Server war nicht erreichbar (Verbindung abgelehnt).' },
    })
  }
})

describe('words', () => {
  test.each([
    ['protocols', 'good-rsa', 'Angenommen: TLS 1.3 und TLS 1.2. Abgelehnt: TLS 1.1, TLS 1.0 und SSLv3.'],
    [
      'protocols',
      'all-versions',
      'Der Server nimmt TLS 1.1 und TLS 1.0 an, zum Beispiel TLS 1.0 mit TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA.',
    ],
    [
      'cipher-suites',
      'dh-1024',
      'Mit TLS 1.2 nimmt der Server TLS_DHE_RSA_WITH_AES_128_GCM_SHA256 an: Diffie-Hellman-Gruppe mit nur 1024 Bit.',
    ],
    [
      'cipher-suites',
      'rsa-key-exchange',
      'Mit TLS 1.2 nimmt der Server TLS_RSA_WITH_AES_128_GCM_SHA256 an: keine Forward Secrecy.',
    ],
    [
      'key-size',
      'short-key',
      'Der Schlüssel (rsa) des Zertifikats CN=good.test hat nur 1024 Bit; zugesagt sind mindestens 2048 Bit.',
    ],
    ['certificate', 'wrong-name', 'Das Zertifikat gilt für other.test, nicht für good.test.'],
    [
      'certificate',
      'no-intermediate',
      'Der Weg zu einer anerkannten Zertifizierungsstelle ist nicht vollständig: Das Zertifikat des Ausstellers CN=Throw-away Intermediate fehlt.',
    ],
  ] as const)('%s of %s', (claim, name, words) => {
    expect(judges(recorded(name))[claim].observed.de).toBe(words)
  })
})

const changed = (name: string, change: (scan: TlsScan) => Partial<TlsScan>): TlsScan => {
  const scan = recorded(name)
  return { ...scan, ...change(scan) }
}
const withVersion = (name: string, version: string, change: Partial<VersionScan>) =>
  changed(name, (scan) => ({
    versions: scan.versions.map((found) => (found.version === version ? { ...found, ...change } : found)),
  }))
const withChain = (name: string, change: (chain: ChainScan) => Partial<ChainScan>) =>
  changed(name, (scan) => ({ chains: scan.chains.map((chain) => ({ ...chain, ...change(chain) })) }))

describe('protocols', () => {
  test('the parameter decides which versions are allowed', () => {
    const only13 = { versions: ['TLS 1.3'] }
    expect(judgeProtocols(recorded('good-rsa'), only13)).toMatchObject({
      verdict: 'fails',
      code: 'tls-1.2-accepted',
    })
    expect(
      judgeProtocols(recorded('all-versions'), { versions: ['TLS 1.0', 'TLS 1.1', ...versions] }).verdict,
    ).toBe('holds')
  })

  test('a version that gave no clear answer is neither accepted nor refused', () => {
    const unclear = { outcome: 'unclear', problem: 'no-answer-in-time' } as const
    expect(judgeProtocols(withVersion('good-rsa', 'SSLv3', unclear), { versions })).toMatchObject({
      verdict: 'unknown',
      code: 'not-conclusive',
    })
    expect(judgeProtocols(withVersion('all-versions', 'SSLv3', unclear), { versions }).verdict).toBe('fails')
    expect(judgeProtocols(withVersion('good-rsa', 'TLS 1.3', unclear), { versions }).verdict).toBe('holds')
  })

  test('a server that accepts no version proves nothing', () => {
    const silent = changed('good-rsa', (scan) => ({
      chains: [],
      versions: scan.versions.map((found) => ({ ...found, outcome: 'refused', suites: [], groups: [] })),
    }))
    for (const finding of Object.values(judges(silent)))
      expect(finding).toMatchObject({ verdict: 'unknown', code: 'no-tls' })
  })
})

describe('cipher suites', () => {
  const suite = {
    name: 'TLS_X',
    aead: true,
    forwardSecrecy: true,
    authenticated: true,
    dhe: false,
    dhBits: null,
  }

  test('an incomplete list proves nothing good, but a weak suite is found', () => {
    const problem = 'connections-used-up'
    expect(
      judgeCipherSuites(withVersion('good-rsa', 'TLS 1.2', { problem }), { dhBits: 2048 }),
    ).toMatchObject({ verdict: 'unknown' })
    expect(
      judgeCipherSuites(withVersion('cbc-only', 'TLS 1.2', { problem }), { dhBits: 2048 }),
    ).toMatchObject({ verdict: 'fails' })
  })

  test.each([
    [{ ...suite, authenticated: false }, 'fails', 'suite-without-server-authentication'],
    [{ ...suite, dhe: true, dhBits: 2048 }, 'holds', 'only-strong-suites'],
    [{ ...suite, dhe: true, dhBits: 2047 }, 'fails', 'dh-group-too-small'],
    [{ ...suite, dhe: true }, 'unknown', 'dh-group-not-readable'],
  ])('%o', (found, verdict, code) => {
    expect(
      judgeCipherSuites(withVersion('good-rsa', 'TLS 1.2', { suites: [found] }), { dhBits: 2048 }),
    ).toMatchObject({ verdict, code })
  })
})

describe('key size', () => {
  test('the parameters decide how long keys must be', () => {
    expect(judgeKeySize(recorded('good-rsa'), { rsaBits: 3072, ecBits: 256 })).toMatchObject({
      verdict: 'fails',
      code: 'rsa-key-too-short',
    })
    expect(judgeKeySize(recorded('good-ec'), { rsaBits: 2048, ecBits: 384 })).toMatchObject({
      verdict: 'fails',
      code: 'ec-key-too-short',
    })
    expect(judgeKeySize(recorded('short-key'), { rsaBits: 1024, ecBits: 256 })).toMatchObject({
      verdict: 'holds',
    })
  })

  test('short curves of the key exchange count', () => {
    const groups = [{ name: 'secp192r1', kind: 'ec', bits: 192 }] as const
    expect(
      judgeKeySize(withVersion('good-rsa', 'TLS 1.2', { groups }), { rsaBits: 2048, ecBits: 256 }),
    ).toMatchObject({ verdict: 'fails', code: 'ec-group-too-small' })
  })

  test('a key that cannot be read is unknown', () => {
    const unread = withChain('good-rsa', ({ certificates }) => ({
      certificates: certificates.map((found) => ({ ...found, keyBits: null })),
    }))
    expect(judgeKeySize(unread, { rsaBits: 2048, ecBits: 256 })).toMatchObject({
      verdict: 'unknown',
      code: 'size-not-readable',
    })
  })
})

describe('certificate', () => {
  const scan = recorded('good-rsa')
  const judge = (afterDays: number, days = 14) => judgeCertificate(scan, { days }, at(scan, afterDays))

  test('the time decides, and the parameter how early', () => {
    expect(judge(75).verdict).toBe('holds')
    expect(judge(77)).toMatchObject({ verdict: 'fails', code: 'certificate-expires-soon' })
    expect(judge(77, 7).verdict).toBe('holds')
    expect(judge(91)).toMatchObject({ verdict: 'fails', code: 'certificate-expired' })
    expect(judge(-1)).toMatchObject({ verdict: 'fails', code: 'certificate-not-yet-valid' })
  })

  test.each([
    [{ trusted: null }, 'unknown', 'chain-not-checked'],
    [{ trusted: null, nameMatches: false }, 'fails', 'name-does-not-match'],
    [{ trusted: false, problem: 'INVALID_PURPOSE' }, 'fails', 'chain-not-trusted'],
  ])('%o', (change, verdict, code) => {
    const chain = withChain('good-rsa', () => change)
    expect(judgeCertificate(chain, { days: 14 }, at(chain))).toMatchObject({ verdict, code })
  })

  test.each(['sha1WithRSAEncryption', 'RSA-SHA1', 'ecdsa-with-SHA1', 'md5WithRSAEncryption'])(
    '%s is broken',
    (signatureAlgorithm) => {
      const weak = withChain('good-rsa', ({ certificates }) => ({
        certificates: certificates.map((found) => ({ ...found, signatureAlgorithm })),
      }))
      expect(judgeCertificate(weak, { days: 14 }, at(weak))).toMatchObject({
        verdict: 'fails',
        code: 'weak-signature',
      })
    },
  )

  test('the second of two chains counts as well', () => {
    const { chains } = recorded('self-signed')
    const two = changed('good-rsa', (good) => ({ chains: [...good.chains, ...chains] }))
    expect(judgeCertificate(two, { days: 14 }, at(two))).toMatchObject({
      verdict: 'fails',
      code: 'self-signed',
    })
  })

  test('chains that may be missing prove nothing', () => {
    const cut = changed('good-rsa', () => ({ chainProblem: 'time-used-up' }))
    expect(judgeCertificate(cut, { days: 14 }, at(cut))).toMatchObject({
      verdict: 'unknown',
      code: 'chain-not-checked',
    })
  })
})

test('one of several addresses of a host is said to be one of several', () => {
  const two = changed('good-rsa', () => ({ addresses: ['192.0.2.1', '192.0.2.2'] }))
  expect(judgeProtocols(two, { versions }).population).toEqual({ checked: 1, total: 2 })
})
