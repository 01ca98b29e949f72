import { FeeCapError } from '../core/errors/index.ts'
import { type RpcClient, reach } from './client.ts'

/** Fees of a transaction, in wei per gas. */
export type Fees = { maxFeePerGas: bigint; maxPriorityFeePerGas: bigint }

const MIN_TIP_WEI = 1_000_000n
const MAX_TIP_WEI = 3_000_000_000n

/**
 * Fees that get a transaction into one of the next blocks: twice the base fee and the tip the node suggests.
 *
 * @param capWei - Highest fee per gas that the user allows.
 * @throws {@link FeeCapError} when even the base fee and the tip are above the cap.
 */
export async function suggestFees(client: RpcClient, capWei: bigint): Promise<Fees> {
  const [block, tip] = await reach(client, () =>
    Promise.all([client.getBlock(), client.estimateMaxPriorityFeePerGas()]),
  )
  const baseFee = block.baseFeePerGas ?? 0n
  const priority = tip < MIN_TIP_WEI ? MIN_TIP_WEI : tip > MAX_TIP_WEI ? MAX_TIP_WEI : tip
  if (baseFee + priority > capWei) throw new FeeCapError({ foundWei: baseFee + priority, capWei })
  const wanted = 2n * baseFee + priority
  return { maxFeePerGas: wanted < capWei ? wanted : capWei, maxPriorityFeePerGas: priority }
}

/** Fees that replace a pending transaction: 25% more, at least what is suggested now; undefined above the cap. */
export function bumpFees(pending: Fees, suggested: Fees, capWei: bigint): Fees | undefined {
  const raise = (value: bigint, other: bigint): bigint => {
    const raised = (value * 125n) / 100n + 1n
    return raised > other ? raised : other
  }
  const maxFeePerGas = raise(pending.maxFeePerGas, suggested.maxFeePerGas)
  if (maxFeePerGas > capWei) return undefined
  return {
    maxFeePerGas,
    maxPriorityFeePerGas: raise(pending.maxPriorityFeePerGas, suggested.maxPriorityFeePerGas),
  }
}
