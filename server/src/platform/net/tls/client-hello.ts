import { isIP } from 'node:net'
import { versionCodes, type TlsVersion } from './versions.ts'

/** What one ClientHello offers. Code points in order of preference. */
export interface Offer {
  readonly version: TlsVersion
  readonly suites: readonly number[]
  readonly groups: readonly number[]
  /** Host name for SNI; addresses are left out (RFC 6066). */
  readonly serverName: string
  /** 32 bytes as an X25519 key share; null lets a TLS 1.3 server ask for the group it wants. */
  readonly keyShare: Buffer | null
}

const extensionTypes = {
  serverName: 0,
  supportedGroups: 10,
  ecPointFormats: 11,
  signatureAlgorithms: 13,
  padding: 21,
  extendedMasterSecret: 23,
  supportedVersions: 43,
  keyShare: 51,
  renegotiationInfo: 0xff01,
} as const

/** TLS_EMPTY_RENEGOTIATION_INFO_SCSV (RFC 5746) */
const renegotiationScsv = 0x00ff
const x25519 = 29
// Some middleboxes hang on hellos of 256 to 511 bytes (RFC 7685).
const helloBytesMin = 512

const signatureSchemes = [
  0x0403, 0x0503, 0x0603, 0x0807, 0x0808, 0x081a, 0x081b, 0x081c, 0x0809, 0x080a, 0x080b, 0x0804, 0x0805,
  0x0806, 0x0401, 0x0501, 0x0601, 0x0303, 0x0301, 0x0203, 0x0201, 0x0402, 0x0502, 0x0602, 0x0202, 0x0101,
  0x0904, 0x0905, 0x0906,
]

/** The bytes of one handshake record with the ClientHello. `random`: 64 bytes, for random and session id. */
export function clientHello(offer: Offer, random: Buffer): Buffer {
  const old = offer.version === 'SSLv3'
  const is13 = offer.version === 'TLS 1.3'
  const legacyVersion = is13 ? versionCodes['TLS 1.2'] : versionCodes[offer.version]
  const suites = is13 ? offer.suites : [...offer.suites, renegotiationScsv]
  const head = Buffer.concat([
    uint16(legacyVersion),
    random.subarray(0, 32),
    vector8(is13 ? random.subarray(32, 64) : Buffer.alloc(0)),
    vector16(uint16s(suites)),
    vector8(Buffer.from([0])),
  ])
  // SSLv3 has no extensions, and its servers may refuse them.
  const body = old ? head : Buffer.concat([head, vector16(padded(extensions(offer), head.length))])
  const message = Buffer.concat([Buffer.from([1]), uint24(body.length), body])
  const recordVersion = old ? versionCodes.SSLv3 : versionCodes['TLS 1.0']
  return Buffer.concat([Buffer.from([22]), uint16(recordVersion), vector16(message)])
}

function extensions(offer: Offer): Buffer {
  const list: Buffer[] = []
  const add = (type: number, body: Buffer) => list.push(uint16(type), vector16(body))
  if (isIP(offer.serverName) === 0) add(extensionTypes.serverName, serverName(offer.serverName))
  if (offer.groups.length > 0) add(extensionTypes.supportedGroups, vector16(uint16s(offer.groups)))
  if (offer.version === 'TLS 1.2' || offer.version === 'TLS 1.3') {
    add(extensionTypes.signatureAlgorithms, vector16(uint16s(signatureSchemes)))
  }
  if (offer.version === 'TLS 1.3') {
    add(extensionTypes.supportedVersions, vector8(uint16(versionCodes['TLS 1.3'])))
    const share = offer.keyShare ? Buffer.concat([uint16(x25519), vector16(offer.keyShare)]) : Buffer.alloc(0)
    add(extensionTypes.keyShare, vector16(share))
  } else {
    add(extensionTypes.ecPointFormats, vector8(Buffer.from([0])))
    add(extensionTypes.extendedMasterSecret, Buffer.alloc(0))
    add(extensionTypes.renegotiationInfo, vector8(Buffer.alloc(0)))
  }
  return Buffer.concat(list)
}

function serverName(name: string): Buffer {
  const entry = Buffer.concat([Buffer.from([0]), vector16(Buffer.from(name.replace(/\.$/, ''), 'ascii'))])
  return vector16(entry)
}

function padded(list: Buffer, headBytes: number): Buffer {
  const missing = helloBytesMin - headBytes - list.length - 6
  if (missing <= 0) return list
  return Buffer.concat([list, uint16(extensionTypes.padding), vector16(Buffer.alloc(missing))])
}

const uint16 = (value: number) => Buffer.from([value >> 8, value & 0xff])
const uint24 = (value: number) => Buffer.from([value >> 16, (value >> 8) & 0xff, value & 0xff])
const uint16s = (values: readonly number[]) => Buffer.concat(values.map(uint16))
const vector8 = (body: Buffer) => Buffer.concat([Buffer.from([body.length]), body])
const vector16 = (body: Buffer) => Buffer.concat([uint16(body.length), body])
