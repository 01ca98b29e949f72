import { BlockNotFoundError } from 'viem'
import { type RpcClient, reach } from '../../rpc/client.ts'
import type { SyncStatus } from './nodeApi.ts'

/**
 * Whether the unsafe head builds on an L1 block that L1 has dropped. op-node looks once after a reorg; an RPC that still
 * knows old blocks then makes it go on with what L1 will never confirm.
 *
 * @throws RpcUnreachableError
 */
export async function isOrphaned(l1: RpcClient, { unsafe_l2 }: SyncStatus): Promise<boolean> {
  const { hash, number } = unsafe_l2.l1origin
  const block = await reach(l1, () =>
    l1.getBlock({ blockNumber: BigInt(number) }).catch((error: unknown) => {
      // L1 is behind for a moment: says nothing about the chain.
      if (error instanceof BlockNotFoundError) return undefined
      throw error
    }),
  )
  return block !== undefined && block.hash !== hash
}
