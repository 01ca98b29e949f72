import { type Address, keccak256, stringToBytes } from 'viem'
import { type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'

/** An account of the seeded market; its key is worthless, as everybody can make it from its name. */
function accountOf(name: string): { account: PrivateKeyAccount; key: `0x${string}` } {
  const key = keccak256(stringToBytes(`opraas seed: ${name}`))
  return { account: privateKeyToAccount(key), key }
}

/** An address that somebody has, by a name. */
export function addressOf(name: string): Address {
  return accountOf(name).account.address
}

/** Who sells. */
export const vendors = {
  northwind: accountOf('Northwind Rollups'),
  contoso: accountOf('Contoso Chains'),
  fabrikam: accountOf('Fabrikam Infra'),
  tailspin: accountOf('Tailspin Nodes'),
  woodgrove: accountOf('Woodgrove Sandboxes'),
  wingtip: accountOf('Wingtip Labs'),
  mallory: accountOf('Mallory'),
} as const
export type VendorName = keyof typeof vendors

/** Who buys; `client` is the one whose pages are looked at. */
export const clients = {
  client: accountOf('client'),
  games: accountOf('Sample Games'),
  adatum: accountOf('Adatum Pay'),
  litware: accountOf('Litware'),
  proseware: accountOf('Proseware'),
} as const
export type ClientName = keyof typeof clients

/** Owner of the market, and the oracle's node. */
export const market = accountOf('market owner')
export const node = accountOf('oracle node')
