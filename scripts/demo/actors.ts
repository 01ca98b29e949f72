import { bytesToHex, type Hex } from 'viem'
import { mnemonicToAccount, type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'

/** Published by every development node: worthless keys, for local chains only. */
export const DEV_MNEMONIC = 'test test test test test test test test test test test junk'

/** Somebody in the story. */
export type Actor = { account: PrivateKeyAccount; key: Hex }

/** Who plays. The vendor's key sets come from the same mnemonic, on another path. */
export const actors = {
  market: actor(0),
  vendor: actor(1),
  operator: actor(2),
  client: actor(3),
  oracle: actor(4),
  /** Whoever plays in the browser. */
  visitor: actor(5),
  /** Of a quorum: they sign and own nothing. */
  signers: [actor(6), actor(7), actor(8)],
} as const

function actor(addressIndex: number): Actor {
  const { privateKey } = mnemonicToAccount(DEV_MNEMONIC, { addressIndex }).getHdKey()
  if (!privateKey) throw new TypeError('a derived account has a private key')
  const key = bytesToHex(privateKey)
  return { account: privateKeyToAccount(key), key }
}
