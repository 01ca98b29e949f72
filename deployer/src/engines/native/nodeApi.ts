import type { Hash } from 'viem'
import type { Head } from '../../core/ports.ts'
import { askService } from '../process/rpc.ts'

type BlockRef = { hash: Hash; number: number; timestamp: number }

/** `optimism_syncStatus`, as far as it is read. */
export type SyncStatus = {
  head_l1: BlockRef
  current_l1: BlockRef
  unsafe_l2: BlockRef & { l1origin: Pick<BlockRef, 'hash' | 'number'> }
  safe_l2: BlockRef
  finalized_l2: BlockRef
}

/** The heads a node sees; undefined when it does not answer. */
export function readSyncStatus(nodeUrl: string): Promise<SyncStatus | undefined> {
  return askService<SyncStatus>(nodeUrl, 'optimism_syncStatus')
}

/** Of several nodes, what the one says that is furthest. */
export async function readFurthest(nodeUrls: readonly string[]): Promise<SyncStatus | undefined> {
  const found = await Promise.all(nodeUrls.map(readSyncStatus))
  return found
    .filter((status) => status !== undefined)
    .sort((a, b) => b.unsafe_l2.number - a.unsafe_l2.number)[0]
}

/** A head as ports.ts names it. */
export function toHead({ hash, number, timestamp }: BlockRef): Head {
  return { number: BigInt(number), hash, timestampSeconds: timestamp, simulated: false }
}
