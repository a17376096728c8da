import { BlockList, isIPv4, isIPv6 } from 'node:net'

/** IPv4 that is not the public internet (RFC 6890 and successors), and addresses that clouds answer on by themselves. */
const special4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
  '168.63.129.16/32',
] as const

/** Within 2000::/3: protocol assignments and Teredo, documentation, 6to4. All outside of it is not public either. */
const special6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'] as const

const blocked = new BlockList()
const global6 = new BlockList()
for (const [network, bits] of special4.map(split)) blocked.addSubnet(network, bits, 'ipv4')
for (const [network, bits] of special6.map(split)) blocked.addSubnet(network, bits, 'ipv6')
global6.addSubnet('2000::', 3, 'ipv6')

function split(subnet: string): [string, number] {
  const [network = '', bits] = subnet.split('/')
  return [network, Number(bits)]
}

/**
 * Whether an IP address belongs to the public internet. Loopback, private, shared (CGNAT), link-local, metadata,
 * multicast, documentation and translated addresses (IPv4-mapped, NAT64, 6to4, Teredo) do not; neither does anything
 * that is no address.
 */
export function publicAddress(address: string): boolean {
  if (isIPv4(address)) return !blocked.check(address, 'ipv4')
  if (!isIPv6(address) || address.includes('%')) return false
  return global6.check(address, 'ipv6') && !blocked.check(address, 'ipv6')
}
