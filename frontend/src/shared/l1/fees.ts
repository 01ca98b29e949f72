import { estimateMaxPriorityFeePerGas, getBlock } from 'viem/actions'
import type { ChainClient } from '../chain/client.ts'

/** Fees per gas in wei: what a transaction pays now, and what it offers so that the next blocks take it, too. */
export type Fees = { nowWei: bigint; mostWei: bigint }

/** The fees of the newest block. @throws when the RPC does not answer */
export async function readFees(client: ChainClient): Promise<Fees> {
  const [{ baseFeePerGas }, tipWei] = await Promise.all([
    getBlock(client),
    estimateMaxPriorityFeePerGas(client),
  ])
  const baseWei = baseFeePerGas ?? 0n
  return { nowWei: baseWei + tipWei, mostWei: 2n * baseWei + tipWei }
}
