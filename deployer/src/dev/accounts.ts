import { bytesToHex, type Hex } from 'viem'
import { type HDAccount, mnemonicToAccount } from 'viem/accounts'

/** Published, worthless, and the same on every development chain. */
export const DEV_MNEMONIC = 'test test test test test test test test test test test junk'

/** Who holds which key on a development chain, by index below the mnemonic. */
const indexes = { owner: 0, batcher: 1, unsafeSigner: 2, proposer: 3, challenger: 4, resolver: 5 } as const

/** Accounts that a developer plays with: the owner and those without a role. */
const userIndexes = [0, 6, 7, 8, 9] as const

export type DevAccount = { address: HDAccount['address']; key: Hex }

/** The accounts of the roles. */
export function devRoles(): Record<keyof typeof indexes, DevAccount> {
  const entries = Object.entries(indexes).map(([role, index]) => [role, accountAt(index)])
  return Object.fromEntries(entries) as Record<keyof typeof indexes, DevAccount> // an entry per index
}

/** Accounts with ETH on both chains. */
export function devUsers(): DevAccount[] {
  return userIndexes.map(accountAt)
}

function accountAt(addressIndex: number): DevAccount {
  const account = mnemonicToAccount(DEV_MNEMONIC, { addressIndex })
  const { privateKey } = account.getHdKey()
  if (!privateKey) throw new TypeError('a derived key has a private part')
  return { address: account.address, key: bytesToHex(privateKey) }
}
