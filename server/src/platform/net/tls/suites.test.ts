import { expect, test } from 'vitest'
import { olderSuites, suiteByCode, tls13Suites } from './suites.ts'

test('every code point and every name stands once in the table', () => {
  const all = [...tls13Suites, ...olderSuites]
  expect(all.length).toBeGreaterThan(360)
  expect(new Set(all.map((suite) => suite.code)).size).toBe(all.length)
  expect(new Set(all.map((suite) => suite.name)).size).toBe(all.length)
  for (const suite of all) expect(suite.name).toMatch(/^(TLS|SSL)_[A-Za-z0-9_]+$/)
})

test.each([
  [0x1301, 'TLS_AES_128_GCM_SHA256', true, true, true, 'none'],
  [0xc0b4, 'TLS_SHA256_SHA256', false, true, true, 'none'],
  [0xc02f, 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256', true, true, true, 'ecdhe'],
  [0xcca9, 'TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256', true, true, true, 'ecdhe'],
  [0x009e, 'TLS_DHE_RSA_WITH_AES_128_GCM_SHA256', true, true, true, 'dhe'],
  [0xc027, 'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256', false, true, true, 'ecdhe'],
  [0x009c, 'TLS_RSA_WITH_AES_128_GCM_SHA256', true, false, true, 'none'],
  [0xc02d, 'TLS_ECDH_ECDSA_WITH_AES_128_GCM_SHA256', true, false, true, 'none'],
  [0x0014, 'TLS_DHE_RSA_EXPORT_WITH_DES40_CBC_SHA', false, false, true, 'dhe'],
  [0x0018, 'TLS_DH_anon_WITH_RC4_128_MD5', false, false, false, 'dhe'],
  [0xc016, 'TLS_ECDH_anon_WITH_RC4_128_SHA', false, false, false, 'ecdhe'],
  [0x0002, 'TLS_RSA_WITH_NULL_SHA', false, false, true, 'none'],
  [0x0000, 'TLS_NULL_WITH_NULL_NULL', false, false, false, 'none'],
  [0xc0aa, 'TLS_PSK_DHE_WITH_AES_128_CCM_8', true, true, true, 'dhe'],
] as const)('suite %i is %s', (code, name, aead, forwardSecrecy, authenticated, parameters) => {
  expect(suiteByCode(code)).toMatchObject({ name, aead, forwardSecrecy, authenticated, parameters })
})
