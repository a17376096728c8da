import fc from 'fast-check'
import { expect, test } from 'vitest'
import { publicAddress } from './public-address.ts'

test.each([
  '1.1.1.1',
  '9.255.255.255',
  '100.63.255.255',
  '100.128.0.0',
  '172.15.0.1',
  '172.32.0.1',
  '223.255.255.255',
  '2a00:1450::1',
  '2001:4860:4860::8888',
  '2606:4700::1111',
])('%s is public', (address) => expect(publicAddress(address)).toBe(true))

test.each([
  '0.0.0.0',
  '10.0.0.1',
  '100.64.0.1',
  '100.127.255.255',
  '127.0.0.1',
  '127.255.255.255',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.0.0.192',
  '192.168.0.1',
  '198.18.0.1',
  '203.0.113.9',
  '224.0.0.1',
  '255.255.255.255',
  '168.63.129.16',
  '::',
  '::1',
  '::ffff:1.1.1.1',
  '::ffff:127.0.0.1',
  '::127.0.0.1',
  '64:ff9b::1.1.1.1',
  '64:ff9b:1::1',
  'fc00::1',
  'fd00:ec2::254',
  'fe80::1',
  'fe80::1%lo',
  'fec0::1',
  'ff02::1',
  '2001::1',
  '2001:db8::1',
  '2002:7f00:1::',
  '3fff::1',
  '100::1',
  '4000::1',
  '',
  'localhost',
  '1.1.1',
  '01.1.1.1',
])('%s is not public', (address) => expect(publicAddress(address)).toBe(false))

test('no spelling of a private IPv4 address within IPv6 is public', () => {
  fc.assert(
    fc.property(fc.constantFrom('::ffff:', '::', '64:ff9b::'), fc.nat(0xff_ffff), (prefix, rest) => {
      const host = [10, rest >> 16, (rest >> 8) & 255, rest & 255]
      expect(publicAddress(prefix + host.join('.'))).toBe(false)
      expect(
        publicAddress(
          `${prefix}a${(rest >> 16).toString(16).padStart(2, '0')}:${(rest & 0xffff).toString(16)}`,
        ),
      ).toBe(false)
    }),
  )
})
