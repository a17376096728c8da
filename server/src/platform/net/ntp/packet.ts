/** A server's answer (RFC 5905, figure 8). Durations in ms, times in ms since 1970. */
export interface NtpPacket {
  readonly leap: number
  readonly version: number
  readonly mode: number
  readonly stratum: number
  readonly rootDelayMs: number
  readonly rootDispersionMs: number
  /** Source of the server: four characters of stratum 0 and 1, else 8 hex digits. */
  readonly referenceId: string
  /** The 64 bits that the client had sent as its transmit timestamp. */
  readonly originate: Buffer
  readonly receivedAt: number
  readonly transmittedAt: number
  /** The transmit timestamp is empty: the server does not say what time it is. */
  readonly timeless: boolean
}

export const packetBytesMin = 48
const unixEpochInNtpSeconds = 2_208_988_800
const eraSeconds = 2 ** 32

/** A request whose transmit timestamp is `nonce` (8 random bytes): the time here is nobody's business. */
export function ntpRequest(nonce: Buffer): Buffer {
  const request = Buffer.alloc(packetBytesMin)
  const version = 4
  const client = 3
  request[0] = (version << 3) | client
  nonce.copy(request, 40, 0, 8)
  return request
}

/** Reads an answer; null when it is too short. `near`: ms since 1970, tells which era of 136 years is meant. */
export function readPacket(bytes: Buffer, near: number): NtpPacket | null {
  if (bytes.length < packetBytesMin) return null
  const first = bytes.readUInt8(0)
  const stratum = bytes.readUInt8(1)
  return {
    leap: first >> 6,
    version: (first >> 3) & 7,
    mode: first & 7,
    stratum,
    rootDelayMs: (bytes.readUInt32BE(4) / 65_536) * 1000,
    rootDispersionMs: (bytes.readUInt32BE(8) / 65_536) * 1000,
    referenceId: referenceId(bytes.subarray(12, 16), stratum),
    originate: Buffer.from(bytes.subarray(24, 32)),
    receivedAt: timestamp(bytes, 32, near),
    transmittedAt: timestamp(bytes, 40, near),
    timeless: bytes.readBigUInt64BE(40) === 0n,
  }
}

function referenceId(bytes: Buffer, stratum: number): string {
  if (stratum > 1) return bytes.toString('hex')
  return bytes
    .toString('latin1')
    .replace(/\0+$/, '')
    .replace(/[^\x21-\x7e]/g, '?')
}

function timestamp(bytes: Buffer, at: number, near: number): number {
  const seconds = bytes.readUInt32BE(at) + bytes.readUInt32BE(at + 4) / eraSeconds
  const unixSeconds = seconds - unixEpochInNtpSeconds
  const era = Math.round((near / 1000 - unixSeconds) / eraSeconds)
  return (unixSeconds + era * eraSeconds) * 1000
}
