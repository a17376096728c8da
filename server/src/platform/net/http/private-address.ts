import { BlockList, isIPv4, isIPv6 } from 'node:net'

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8, 'ipv4')
loopback.addAddress('::1', 'ipv6')

const internal = new BlockList()
internal.addSubnet('10.0.0.0', 8, 'ipv4')
internal.addSubnet('100.64.0.0', 10, 'ipv4')
internal.addSubnet('172.16.0.0', 12, 'ipv4')
internal.addSubnet('192.168.0.0', 16, 'ipv4')
internal.addSubnet('fc00::', 7, 'ipv6')

// Clouds answer with credentials on these, within ranges that are private otherwise.
const metadata = new BlockList()
metadata.addAddress('100.100.100.200', 'ipv4')
metadata.addAddress('fd00:ec2::254', 'ipv6')
metadata.addAddress('fd20:ce::254', 'ipv6')

/** Whether an IP address is this machine itself, also spelled as `::ffff:127.0.0.1`. */
export const loopbackAddress = (address: string): boolean => within(loopback, address)

/**
 * Whether an IP address belongs to a private network in which an operator runs services: loopback, RFC 1918, shared
 * (CGNAT) or unique local. Link-local and known metadata addresses of clouds do not.
 */
export const privateAddress = (address: string): boolean =>
  (within(loopback, address) || within(internal, address)) && !within(metadata, address)

function within(list: BlockList, address: string): boolean {
  if (isIPv4(address)) return list.check(address, 'ipv4')
  if (!isIPv6(address) || address.includes('%')) return false
  return list.check(address, 'ipv6')
}
