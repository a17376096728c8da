import fc from 'fast-check'
import { expect, test } from 'vitest'
import { journeyKeys, networkOf, throttleKeys } from './throttle-keys.ts'

const email = 'a@b.example'

test.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['::ffff:c000:207', '192.0.2.7'],
  ['2001:db8:0:1::5', '2001:db8:0:1'],
  ['2001:0DB8:0:1:ffff:ffff:ffff:ffff', '2001:db8:0:1'],
  ['2001:db8::', '2001:db8:0:0'],
  ['fe80::1%eth0', 'fe80:0:0:0'],
  ['::1', '0:0:0:0'],
  ['1:2:3:4:5:6:7:8', '1:2:3:4'],
  ['', ''],
  ['unknown', 'unknown'],
  [':::', ':::'],
])('%s belongs to the network %s', (address, network) => {
  expect(networkOf(address)).toBe(network)
})

test('all 2^64 addresses of one customer are one network, the next customer is another', () => {
  fc.assert(
    fc.property(fc.ipV6(), fc.ipV6(), (one, other) => {
      const prefix = networkOf(one)
      const groups = prefix.split(':')
      if (groups.length !== 4) return // An IPv4 address in IPv6 clothes.
      const suffix = networkOf(other).includes('.') ? ['1', '2', '3', '4'] : networkOf(other).split(':')
      expect(networkOf([...groups, ...suffix].join(':'))).toBe(prefix)
      const next = [...groups.slice(0, 3), (Number.parseInt(groups[3]!, 16) ^ 1).toString(16)]
      expect(networkOf([...next, ...suffix].join(':'))).not.toBe(prefix)
    }),
  )
})

test('an unknown device counts with all unknown ones and its address; a known one alone', () => {
  const unknown = throttleKeys({ email, address: '192.0.2.7', device: null })
  const elsewhere = throttleKeys({ email, address: '198.51.100.1', device: null })
  const known = throttleKeys({ email, address: '192.0.2.7', device: 'd1' })
  const other = throttleKeys({ email, address: '192.0.2.7', device: 'd2' })
  expect(elsewhere.account).toEqual(unknown.account)
  expect(elsewhere.address).not.toEqual(unknown.address)
  expect(known.address).toBeNull()
  const accounts = [unknown, known, other].map((keys) => keys.account.key.toString('hex'))
  expect(new Set(accounts).size).toBe(3)
})

test('refused answers of identity providers have a counter of their own, which no password looks at', () => {
  const address = '192.0.2.7'
  const journey = journeyKeys(address)
  expect(journey.address).toBeNull()
  expect(journey.account.kind).toBe('journey')
  expect(journeyKeys('::ffff:192.0.2.7')).toEqual(journey)
  expect(journeyKeys('192.0.2.8')).not.toEqual(journey)
  const passwords = throttleKeys({ email, address, device: null })
  const keys = [journey.account, passwords.account, passwords.address!].map(({ key }) => key.toString('hex'))
  expect(new Set(keys).size).toBe(3)
})

test('keys are digests, and words cannot be shifted from one part to the next', () => {
  const keys = [
    throttleKeys({ email: 'a', address: 'x', device: 'b' }).account.key,
    throttleKeys({ email: 'a","b', address: 'x', device: null }).account.key,
    throttleKeys({ email: 'x', address: 'a', device: null }).address!.key,
    throttleKeys({ email: 'a', address: 'a', device: null }).account.key,
  ]
  expect(keys.map((key) => key.length)).toEqual([32, 32, 32, 32])
  expect(new Set(keys.map((key) => key.toString('hex'))).size).toBe(4)
})
