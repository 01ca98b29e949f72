import { type Hash, type Hex, numberToHex, toHex } from 'viem'
import { codes, ProviderError } from './providerError.ts'
import type { TransactionParams } from './signer.ts'

/** The batches of EIP-5792, sent one transaction after the other. `atomic` is claimed, never done. */
export function createCalls(wallet: {
  chainId(): number
  send(params: TransactionParams): Promise<Hash>
  /** Null while not mined. */
  receipt(hash: Hash): Promise<unknown>
}) {
  const batches = new Map<string, Hash[]>()

  return {
    capabilities: (): Record<Hex, { atomic: { status: 'supported' } }> => ({
      [numberToHex(wallet.chainId())]: { atomic: { status: 'supported' } },
    }),

    async send(calls: readonly TransactionParams[]): Promise<{ id: Hex }> {
      const hashes: Hash[] = []
      for (const call of calls) hashes.push(await wallet.send(call))
      const id = toHex(batches.size, { size: 32 })
      batches.set(id, hashes)
      return { id }
    },

    async status(id: string): Promise<object> {
      const hashes = batches.get(id)
      if (!hashes) throw new ProviderError(codes.invalidParams, `There is no batch ${id}.`)
      const receipts = (await Promise.all(hashes.map(wallet.receipt))).filter((one) => one !== null)
      const status = receipts.length === hashes.length ? 200 : 100
      return { version: '2.0.0', id, chainId: numberToHex(wallet.chainId()), atomic: true, status, receipts }
    },
  }
}
