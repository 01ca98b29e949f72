import { BlockList, isIP } from 'node:net'

/** IPv4 blocks that IANA set aside (registry “IPv4 Special-Purpose Addresses”), multicast and class E. */
const special4 = [
  '0.0.0.0/8', // this network
  '10.0.0.0/8', // private
  '100.64.0.0/10', // shared, carrier-grade NAT
  '127.0.0.0/8', // loopback
  '169.254.0.0/16', // link-local, cloud metadata
  '172.16.0.0/12', // private
  '192.0.0.0/24', // protocol assignments
  '192.0.2.0/24', // documentation
  '192.31.196.0/24', // AS112
  '192.52.193.0/24', // AMT
  '192.88.99.0/24', // 6to4 relays
  '192.168.0.0/16', // private
  '192.175.48.0/24', // AS112
  '198.18.0.0/15', // benchmarks
  '198.51.100.0/24', // documentation
  '203.0.113.0/24', // documentation
  '224.0.0.0/4', // multicast
  '240.0.0.0/4', // reserved, broadcast
]

/** The only part of IPv6 that is global unicast; loopback, mapped IPv4, NAT64, private and multicast lie outside. */
const global6 = ['2000::/3']

/** IPv6 blocks inside of it that IANA set aside, or that lead to IPv4 addresses. */
const special6 = [
  '2001::/23', // protocol assignments: Teredo, benchmarks, ORCHID
  '2001:db8::/32', // documentation
  '2002::/16', // 6to4: an IPv4 address inside
  '2620:4f:8000::/48', // AS112
  '3fff::/20', // documentation
]

const specialBlocks = { 4: blockList('ipv4', special4), 6: blockList('ipv6', special6) }
const globalBlocks = blockList('ipv6', global6)

/** True for an address that anybody on the internet could mean: no special range of any kind. */
export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !specialBlocks[4].check(address, 'ipv4')
    case 6:
      // A zone names an interface of this machine.
      return (
        !address.includes('%') &&
        globalBlocks.check(address, 'ipv6') &&
        !specialBlocks[6].check(address, 'ipv6')
      )
    default:
      return false
  }
}

function blockList(family: 'ipv4' | 'ipv6', blocks: readonly string[]): BlockList {
  const list = new BlockList()
  for (const block of blocks) {
    const [network = '', prefix] = block.split('/')
    list.addSubnet(network, Number(prefix), family)
  }
  return list
}
