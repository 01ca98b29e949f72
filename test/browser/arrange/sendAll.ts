import { type Address, createWalletClient, type Hex, http, type PrivateKeyAccount } from 'viem'
import { type Chain, requireMined } from '../../../scripts/demo/chain.ts'

/** A call that a contract must take. */
export type Call = { what: string; to: Address; data: Hex }

/** Nothing is asked of the chain before a call is sent: the one before it may not be mined yet. */
const GAS = 3_000_000n

/** Sends an account's calls, and waits until all are mined. @throws Error naming the one that reverts */
export async function sendAll(
  chain: Chain,
  account: PrivateKeyAccount,
  calls: readonly Call[],
): Promise<void> {
  const wallet = createWalletClient({ account, transport: http(chain.url) })
  const first = await chain.client.getTransactionCount({ address: account.address })
  const sent: { what: string; hash: Hex }[] = []
  for (const [index, { what, to, data }] of calls.entries()) {
    const hash = await wallet.sendTransaction({ to, data, nonce: first + index, gas: GAS, chain: null })
    sent.push({ what, hash })
  }
  for (const { what, hash } of sent) await requireMined(chain.client, hash, what)
}
