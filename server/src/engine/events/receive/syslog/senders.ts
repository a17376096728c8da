import type { X509Certificate } from 'node:crypto'
import { BlockList, isIPv6 } from 'node:net'
import type { Configuration } from '../../../../platform/config/configuration.ts'

/** One listener as nachweis.yaml declares it. */
export type ListenerSettings = Configuration['syslog'][number]

/** Who has connected. */
export interface Peer {
  readonly address: string
  /** Checked against the listener's authority; null: none was asked for. */
  readonly certificate: X509Certificate | null
}

/** Whether an address may connect. */
export function isAllowed({ addresses }: ListenerSettings, address: string): boolean {
  return addresses.length === 0 || within(addresses, address)
}

/**
 * The name or id of the source for messages of this peer that name no token: the first declared sender that fits, else
 * the common name of its certificate, else the source of the listener. Null: such messages belong to nobody.
 */
export function sourceNameOf({ senders, source }: ListenerSettings, peer: Peer): string | null {
  const declared = senders.find(
    ({ certificate, addresses }) =>
      (certificate === undefined || isNamed(peer.certificate, certificate)) &&
      (addresses === undefined || within(addresses, peer.address)),
  )
  return declared?.source ?? source ?? (peer.certificate === null ? null : commonName(peer.certificate))
}

const fingerprintPattern = /^([0-9A-F]{2}:?){31}[0-9A-F]{2}$/i

function isNamed(certificate: X509Certificate | null, wanted: string): boolean {
  if (certificate === null) return false
  if (fingerprintPattern.test(wanted)) return plain(certificate.fingerprint256) === plain(wanted)
  return (
    certificate.checkHost(wanted, { wildcards: false }) !== undefined || commonName(certificate) === wanted
  )
}

const plain = (fingerprint: string) => fingerprint.replaceAll(':', '').toUpperCase()

/** The only common name of a subject; null when it has none or several. */
function commonName({ subject }: X509Certificate): string | null {
  const names = (subject ?? '').split('\n').filter((line) => line.startsWith('CN='))
  return names.length === 1 ? (names[0] as string).slice('CN='.length) : null
}

function within(ranges: readonly string[], address: string): boolean {
  const list = new BlockList()
  for (const range of ranges) {
    const [network = '', bits] = range.split('/')
    const family = isIPv6(network) ? 'ipv6' : 'ipv4'
    list.addSubnet(network, bits === undefined ? (family === 'ipv6' ? 128 : 32) : Number(bits), family)
  }
  return list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4')
}

/** An address as the socket tells it, without the IPv6 clothes of an IPv4 address. */
export const plainAddress = (address: string | undefined): string =>
  (address ?? '').replace(/^::ffff:(?=\d+\.)/i, '')
