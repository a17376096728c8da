import fc from 'fast-check'
import { isIP } from 'node:net'
import { describe, expect, test } from 'vitest'
import { addressBytes, canonicalAddress, addressRange, isInRange } from './address.ts'

describe('addresses', () => {
  test.each([
    ['10.1.2.3', '10.1.2.3', 32],
    ['10.255.2.3/8', '10.0.0.0', 8],
    ['10.1.2.3/0', '0.0.0.0', 0],
    ['192.168.1.255/25', '192.168.1.128', 25],
    ['2001:DB8:0:0:1:0:0:1', '2001:db8::1:0:0:1', 128],
    ['2001:db8::/32', '2001:db8::', 32],
    ['2001:db8:ffff::/33', '2001:db8:8000::', 33],
    ['::', '::', 128],
    ['::1', '::1', 128],
    ['1::', '1::', 128],
    ['::ffff:1.2.3.4', '1.2.3.4', 32],
    ['::FFFF:102:304/120', '1.2.3.0', 24],
    ['::ffff:1.2.3.4/96', '0.0.0.0', 0],
    ['::ffff:1.2.3.4/95', '::fffe:0:0', 95],
    ['::fffe:1.2.3.4', '::fffe:102:304', 128],
    ['1:0:2:3:4:5:6:7', '1:0:2:3:4:5:6:7', 128],
    ['1:2:3:4:5:6:0:0', '1:2:3:4:5:6::', 128],
  ])('%s', (written, base, bits) => expect(addressRange(written)).toEqual({ base, bits }))

  test.each([
    ...' 1.2.3 1.2.3.256 01.2.3.4 1.2.3.4/33 1.2.3.4/ : ::: 1::2::3 12345:: ::/129 1.2.3.4:: ::1.2.3 x'.split(
      ' ',
    ),
    ...'1:2:3:4:5:6:7 1:2:3:4:5:6:7:8:9 1:2:3:4:5:6:7::8:9 fe80::1%eth0'.split(' '),
  ])('%j is none', (written) => expect(addressRange(written)).toBeNull())

  test('are those that the platform takes, but for zones', () => {
    const odd = fc.string({ unit: fc.constantFrom(...'0123456789abf:.'.split('')), maxLength: 20 })
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6(), odd), (written) => {
        const length = [0, 4, 16][[0, 4, 6].indexOf(isIP(written))]
        const found = addressBytes(written)?.length ?? 0
        // Those of IPv4 in the clothes of IPv6 have 4.
        if (found === 4 && written.includes(':')) expect(length).toBe(16)
        else expect(found).toBe(length)
      }),
      { numRuns: 5_000 },
    )
  })

  test('have one form, however they are written', () => {
    fc.assert(
      fc.property(fc.ipV4(), (written) => {
        const hex = written.split('.').map((byte) => Number(byte).toString(16).padStart(2, '0'))
        const forms = [written, `::ffff:${written}`, `0:0:0:0:0:FFFF:${hex[0]}${hex[1]}:${hex[2]}${hex[3]}`]
        expect(forms.map(canonicalAddress)).toEqual([written, written, written])
      }),
    )
    fc.assert(
      fc.property(fc.ipV6(), (written) => {
        const found = canonicalAddress(written) ?? ''
        expect(canonicalAddress(found)).toBe(found)
        expect(canonicalAddress(written.toUpperCase())).toBe(found)
      }),
    )
    expect(canonicalAddress('fe80::1%eth0')).toBe(null)
  })

  test('are in a range when its bits are the same', () => {
    const isIn = (address: string, range: string) =>
      isInRange(addressBytes(address) ?? [], addressRange(range) ?? { base: '', bits: 0 })
    expect(isIn('10.255.1.2', '10.0.0.0/8')).toBe(true)
    expect(isIn('11.0.0.0', '10.0.0.0/8')).toBe(false)
    expect(isIn('192.168.1.127', '192.168.1.128/25')).toBe(false)
    expect(isIn('2001:db8::1', '2001:db8::/32')).toBe(true)
    expect(isIn('2001:db9::1', '2001:db8::/32')).toBe(false)
    expect(isIn('::ffff:10.0.0.1', '10.0.0.0/8')).toBe(true)
    expect(isIn('10.0.0.1', '::ffff:10.0.0.0/104')).toBe(true)
    expect(isIn('11.0.0.1', '::ffff:10.0.0.0/104')).toBe(false)
    expect(isIn('10.0.0.1', '::/0')).toBe(false)
  })
})
