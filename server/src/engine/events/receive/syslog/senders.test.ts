import { X509Certificate } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { signingKey } from '../../../../../../test/harness/signing-key.ts'
import { configurationSchema } from '../../../../platform/config/configuration.ts'
import { isAllowed, plainAddress, sourceNameOf } from './senders.ts'

const certificate = new X509Certificate(signingKey('web-1.test', { algorithm: 'ec' }).certificate)
const parse = (listener: object) =>
  configurationSchema.safeParse({
    provider: { name: 'Test', contact: 'a@b.example' },
    syslog: [{ port: 6514, ...listener }],
  })
function settings(listener: object) {
  const parsed = parse(listener)
  if (!parsed.success) throw parsed.error
  return parsed.data.syslog[0]!
}
const sender = (address: string, shown: X509Certificate | null = certificate) => ({
  address,
  certificate: shown,
})

test('addresses and networks of both families', () => {
  const some = settings({ addresses: ['192.0.2.7', '198.51.100.0/24', '2001:db8::/32', '::1'] })
  const allowed = ['192.0.2.7', '198.51.100.200', '2001:db8::7', '::1']
  const others = ['192.0.2.8', '198.51.101.1', '2001:db9::', '::2']
  expect([...allowed, ...others].filter((address) => isAllowed(some, address))).toEqual(allowed)
  expect(isAllowed(settings({}), '203.0.113.1')).toBe(true)
  expect(plainAddress('::ffff:192.0.2.7')).toBe('192.0.2.7')
  expect(plainAddress('2001:db8::ffff:1')).toBe('2001:db8::ffff:1')
})

describe('the source of a sender', () => {
  const mutual = { clientCa: 'ca.pem' }
  test('by a name of its certificate', () => {
    const senders = [
      { certificate: 'web-2.test', source: 'Other' },
      { certificate: 'web-1.test', source: 'Web' },
    ]
    expect(sourceNameOf(settings({ ...mutual, senders, source: 'Rest' }), sender('192.0.2.1'))).toBe('Web')
  })

  test('by its fingerprint, however it is written', () => {
    const print = certificate.fingerprint256
    for (const written of [print, print.toLowerCase(), print.replaceAll(':', '')]) {
      const senders = [{ certificate: written, source: 'Web' }]
      expect(sourceNameOf(settings({ ...mutual, senders }), sender('192.0.2.1'))).toBe('Web')
    }
    const senders = [{ certificate: `00${print.slice(2)}`, source: 'Web' }]
    expect(sourceNameOf(settings({ ...mutual, senders, source: 'Rest' }), sender('192.0.2.1'))).toBe('Rest')
  })

  test('by its address, and by both only when both fit', () => {
    const senders = [{ certificate: 'web-1.test', addresses: ['192.0.2.0/24'], source: 'Web' }]
    const both = settings({ ...mutual, senders, source: 'Rest' })
    expect(sourceNameOf(both, sender('192.0.2.1'))).toBe('Web')
    expect(sourceNameOf(both, sender('198.51.100.1'))).toBe('Rest')
    const one = settings({ senders: [{ addresses: ['192.0.2.0/24'], source: 'Net' }] })
    expect(sourceNameOf(one, sender('192.0.2.1', null))).toBe('Net')
    expect(sourceNameOf(one, sender('198.51.100.1', null))).toBeNull()
  })

  test('else the common name of its certificate', () => {
    expect(sourceNameOf(settings(mutual), sender('192.0.2.1'))).toBe('web-1.test')
    expect(sourceNameOf(settings({}), sender('192.0.2.1', null))).toBeNull()
  })
})

test.each([
  ['a source that everybody could write to', { source: 'Rest' }],
  ['a certificate without its key', { certificateFile: 'cert.pem' }],
  ['an authority without TLS', { tls: false, clientCa: 'ca.pem' }],
  ['a sender by nothing', { senders: [{ source: 'Web' }] }],
  ['a certificate that nobody asks for', { senders: [{ certificate: 'web-1.test', source: 'Web' }] }],
  ['no network', { addresses: ['192.0.2.0/33'] }],
  ['no address', { addresses: ['192.0.2.256'] }],
  ['a name for an address', { addresses: ['web-1.test'] }],
  ['an IPv6 network too small', { addresses: ['2001:db8::/129'] }],
])('the configuration refuses %s', (_, listener) => {
  expect(parse(listener).success).toBe(false)
})
