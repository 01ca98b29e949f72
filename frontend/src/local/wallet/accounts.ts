import { type Address, isAddressEqual } from 'viem'
import { type HDAccount, mnemonicToAccount } from 'viem/accounts'

/** Published by every development node: worthless keys, for local chains only. */
const DEV_MNEMONIC = 'test test test test test test test test test test test junk'

/** Somebody a visitor of the demo can be. */
export type LocalAccount = { name: string; what: string; account: HDAccount }

const people = [
  { addressIndex: 5, name: 'Visitor', what: 'A client with 10,000 tUSD and LINK. Play with this one.' },
  { addressIndex: 1, name: 'Vendor', what: 'Runs the chains; may claim what they earned.' },
  { addressIndex: 3, name: 'Client of the story', what: 'Plays by itself while the story runs.' },
] as const

let derived: LocalAccount[] | undefined

/** The demo's accounts, derived at the first use. */
export function localAccounts(): LocalAccount[] {
  derived ??= people.map(({ addressIndex, name, what }) => ({
    name,
    what,
    account: mnemonicToAccount(DEV_MNEMONIC, { addressIndex }),
  }))
  return derived
}

/** One of them by address. */
export function findAccount(address: Address | undefined): LocalAccount | undefined {
  return address && localAccounts().find(({ account }) => isAddressEqual(account.address, address))
}
