import { type Address, parseAbi } from 'viem'
import type { Client } from './chain.ts'

/** What the real stack has brought to L1 and taken from it, as L1 and L2 show it. */
export type StackNumbers = {
  /** L2 blocks that follow from L1 alone. */
  safe: number
  finalized: number
  /** Transactions of the batcher, and games of the proposer. */
  batches: number
  games: number
}

/** Reads what batcher, proposer and derivation have done so far. */
export async function readStackNumbers(
  { l1, l2 }: { l1: Client; l2: Client },
  { batcher, factory }: { batcher: Address; factory: Address },
): Promise<StackNumbers> {
  const [safe, finalized, batches, games] = await Promise.all([
    l2.getBlock({ blockTag: 'safe' }),
    l2.getBlock({ blockTag: 'finalized' }),
    l1.getTransactionCount({ address: batcher }),
    l1.readContract({
      address: factory,
      abi: parseAbi(['function gameCount() view returns (uint256)']),
      functionName: 'gameCount',
    }),
  ])
  return { safe: Number(safe.number), finalized: Number(finalized.number), batches, games: Number(games) }
}
