import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ntpRequest, packetBytesMin, readPacket } from './packet.ts'

const ntpSeconds = (unixMs: number) => (Math.floor(unixMs / 1000) + 2_208_988_800) % 2 ** 32

function answer(fields: {
  first?: number
  stratum?: number
  referenceId?: Buffer
  transmittedAt?: number
}): Buffer {
  const bytes = Buffer.alloc(packetBytesMin)
  bytes[0] = fields.first ?? 0x24
  bytes[1] = fields.stratum ?? 2
  bytes.writeUInt32BE(0x0000_8000, 4)
  bytes.writeUInt32BE(0x0001_0000, 8)
  fields.referenceId?.copy(bytes, 12)
  bytes.writeUInt32BE(ntpSeconds(fields.transmittedAt ?? 0), 40)
  return bytes
}

test('the request says client, version 4 and the nonce, and nothing of the time here', () => {
  const request = ntpRequest(Buffer.from('0102030405060708', 'hex'))
  expect(request.toString('hex')).toBe(`23${'00'.repeat(39)}0102030405060708`)
})

test('reads leap, version, mode, root delay and root dispersion', () => {
  const packet = readPacket(answer({ first: 0xe4, stratum: 3, referenceId: Buffer.from([192, 0, 2, 1]) }), 0)
  expect(packet).toMatchObject({
    leap: 3,
    version: 4,
    mode: 4,
    stratum: 3,
    rootDelayMs: 500,
    rootDispersionMs: 1000,
    referenceId: 'c0000201',
  })
})

test('reads the code of a kiss, and nothing unprintable', () => {
  expect(readPacket(answer({ stratum: 0, referenceId: Buffer.from('RATE') }), 0)?.referenceId).toBe('RATE')
  expect(readPacket(answer({ stratum: 1, referenceId: Buffer.from('PPS\0') }), 0)?.referenceId).toBe('PPS')
  expect(
    readPacket(answer({ stratum: 0, referenceId: Buffer.from([27, 60, 200, 10]) }), 0)?.referenceId,
  ).toBe('?<??')
})

test('times are right on both sides of the end of the era in 2036', () => {
  for (const time of [
    '2025-05-05T05:05:05Z',
    '2036-02-07T06:28:15Z',
    '2036-02-07T06:28:16Z',
    '2050-01-01T00:00:00Z',
  ].map(Date.parse)) {
    expect(readPacket(answer({ transmittedAt: time }), time - 60_000)?.transmittedAt).toBe(time)
    expect(readPacket(answer({ transmittedAt: time }), time + 60_000)?.transmittedAt).toBe(time)
  }
})

test('any bytes are read or refused', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
      const packet = readPacket(Buffer.from(bytes), 1.7e12)
      expect(packet === null).toBe(bytes.length < packetBytesMin)
      if (packet) expect(Math.abs(packet.transmittedAt - 1.7e12)).toBeLessThan(2 ** 31 * 1000 + 1000)
    }),
  )
})
