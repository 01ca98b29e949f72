import type { ServiceKeys } from '@opraas/deployer'
import { bytesToHex, type Hex } from 'viem'
import { type HDAccount, mnemonicToAccount } from 'viem/accounts'

/** The published mnemonic of every development node; anvil funds its first ten accounts. */
const mnemonic = 'test test test test test test test test test test test junk'

function account(addressIndex: number): HDAccount {
  return mnemonicToAccount(mnemonic, { addressIndex })
}

/** Who is who in a native world. */
export const accounts = {
  owner: account(0),
  batcher: account(1),
  unsafeSigner: account(2),
  proposer: account(3),
  challenger: account(4),
  resolver: account(5),
  /** Funded on L1, and on L2 as soon as the chain is up. */
  users: [account(6), account(7), account(8), account(9)] as const,
} as const

export function keyOf(from: HDAccount): Hex {
  const key = from.getHdKey().privateKey
  if (!key) throw new TypeError('a mnemonic has private keys')
  return bytesToHex(key)
}

/** The keys that the services of such a chain sign with. */
export const serviceKeys: ServiceKeys = {
  batcher: keyOf(accounts.batcher),
  unsafeSigner: keyOf(accounts.unsafeSigner),
  proposer: keyOf(accounts.proposer),
  challenger: keyOf(accounts.challenger),
  resolver: keyOf(accounts.resolver),
}
