import { OpraasError } from '../../core/errors/index.ts'
import type { RpcClient } from '../../rpc/client.ts'
import type { HostedChain } from '../process/hostFiles.ts'
import type { SyncStatus } from './nodeApi.ts'
import { readProposed } from './proposed.ts'

/**
 * What keeps a chain that makes no blocks any more from being drained: blocks that are not posted, not final on L1, or
 * that no proposal covers. An output oracle takes proposals at its interval only: there the last possible one counts.
 *
 * @returns In words; undefined when nothing is left
 */
export async function findUndrained(
  { services }: HostedChain,
  { unsafe_l2, safe_l2, finalized_l2 }: SyncStatus,
  l1: RpcClient,
): Promise<string | undefined> {
  const head = unsafe_l2.number
  try {
    const { upTo, next } = await readProposed(services, l1)
    if (safe_l2.number === head && finalized_l2.number === head && next > head) return undefined
    return `draining: unsafe ${head}, safe ${safe_l2.number}, finalized ${finalized_l2.number}, proposed ${upTo}`
  } catch (error) {
    if (error instanceof OpraasError) return `draining: ${error.message}`
    throw error
  }
}
