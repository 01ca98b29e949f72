import type { Address } from 'viem'
import { gameAbi } from '../../core/games/abi.ts'
import { PERMISSIONED_GAME } from '../../core/l1/layout.ts'
import type { ServicesInput } from '../../core/services/types.ts'
import { outputOracleAbi } from '../../core/withdrawals/abi.ts'
import { type RpcClient, reach } from '../../rpc/client.ts'

/** How far an L2 has been proposed on L1. `next`: the first block that another proposal can be about. */
export type Proposed = { upTo: bigint; next: bigint }

/** The last proposal of a chain. @throws RpcUnreachableError */
export async function readProposed(
  { generation, proposals }: Pick<ServicesInput, 'generation' | 'proposals'>,
  l1: RpcClient,
): Promise<Proposed> {
  const read = generation === 'dispute-games' ? readGames : readOutputs
  return reach(l1, () => read(l1, proposals))
}

async function readGames(l1: RpcClient, address: Address): Promise<Proposed> {
  const count = await l1.readContract({ address, abi: gameAbi, functionName: 'gameCount' })
  if (count === 0n) return { upTo: 0n, next: 1n }
  const args = [PERMISSIONED_GAME, count - 1n, 1n] as const
  const [game] = await l1.readContract({ address, abi: gameAbi, functionName: 'findLatestGames', args })
  const upTo = game ? BigInt(game.extraData) : 0n
  return { upTo, next: upTo + 1n }
}

async function readOutputs(l1: RpcClient, address: Address): Promise<Proposed> {
  const [upTo, next] = await Promise.all([
    l1.readContract({ address, abi: outputOracleAbi, functionName: 'latestBlockNumber' }),
    l1.readContract({ address, abi: outputOracleAbi, functionName: 'nextBlockNumber' }),
  ])
  return { upTo, next }
}
