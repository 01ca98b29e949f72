import type { Address } from 'viem'
import type { Generation } from '../intent/index.ts'
import type { GamesLayout, L1Layout, OracleLayout } from './layout.ts'
import type { ProxiedContract } from './names.ts'

type AddressesOf<generation extends Generation, more extends string = never> = Record<
  ProxiedContract<generation> | 'ProxyAdmin' | 'AddressManager' | more,
  Address
>

/** Addresses by contract name, as `inspect contracts` prints them. */
export type GamesAddresses = AddressesOf<'dispute-games', 'PermissionedDisputeGame'>
export type OracleAddresses = AddressesOf<'output-oracle'>
export type L1Addresses = GamesAddresses | OracleAddresses

/** The addresses that users and services care about. */
export function addressesOf(layout: GamesLayout): GamesAddresses
export function addressesOf(layout: OracleLayout): OracleAddresses
export function addressesOf(layout: L1Layout): L1Addresses
export function addressesOf(layout: L1Layout): L1Addresses {
  const rest = { ProxyAdmin: layout.proxyAdmin.address, AddressManager: layout.addressManager.address }
  switch (layout.generation) {
    case 'dispute-games':
      return { ...addresses(layout.proxies), ...rest, PermissionedDisputeGame: layout.game.address }
    case 'output-oracle':
      return { ...addresses(layout.proxies), ...rest }
    default:
      throw new TypeError(`unknown generation ${(layout satisfies never as L1Layout).generation}`)
  }
}

/** The portal, by whichever name it has. */
export function portalOf(addresses: { OptimismPortal2: Address } | { OptimismPortal: Address }): Address {
  return 'OptimismPortal2' in addresses ? addresses.OptimismPortal2 : addresses.OptimismPortal
}

/** The implementation behind one of the proxies of a chain. */
export function implementationOf(layout: Pick<L1Layout, 'implementations'>, name: string): Address {
  const found = Object.entries<{ address: Address }>(layout.implementations).find(([key]) => key === name)
  if (!found) throw new TypeError(`no implementation of ${name} in the layout`)
  return found[1].address
}

function addresses<name extends string>(
  creations: Record<name, { address: Address }>,
): Record<name, Address> {
  const entries = Object.entries<{ address: Address }>(creations)
  // Object.entries forgets the names; they are those of `creations`.
  return Object.fromEntries(entries.map(([name, { address }]) => [name, address])) as Record<name, Address>
}
