import { expect, test } from 'vitest'
import { loopbackAddress, privateAddress } from './private-address.ts'

test.each(['127.0.0.1', '127.255.255.255', '::1', '::ffff:127.0.0.1'])('%s is this machine', (address) => {
  expect([loopbackAddress(address), privateAddress(address)]).toEqual([true, true])
})

test.each(['10.1.2.3', '100.64.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', 'fd00::1', 'fc12::1'])(
  '%s is private',
  (address) => expect([loopbackAddress(address), privateAddress(address)]).toEqual([false, true]),
)

test.each([
  '1.1.1.1',
  '0.0.0.0',
  '126.255.255.255',
  '128.0.0.1',
  '169.254.169.254',
  '168.63.129.16',
  '100.100.100.200',
  '::ffff:100.100.100.200',
  'fd00:ec2::254',
  'fd20:ce::254',
  'fe80::1',
  'fd00::1%eth0',
  '224.0.0.1',
  '255.255.255.255',
  '2001:4860:4860::8888',
  'localhost',
  '',
])('%s is neither', (address) => {
  expect([loopbackAddress(address), privateAddress(address)]).toEqual([false, false])
})
