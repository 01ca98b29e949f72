import { l1Abi, PERMISSIONED_GAME } from '@opraas/deployer/core'
import type { Address } from 'viem'
import type { ChainClient } from '../chain/client.ts'
import { readContract } from '../chain/readContract.ts'

/** The permissioned game that a DisputeGameFactory creates; the zero address when the owner has taken it away. */
export function readGameOf(client: ChainClient, factory: Address): Promise<Address> {
  return readContract(client, {
    address: factory,
    abi: l1Abi,
    functionName: 'gameImpls',
    args: [PERMISSIONED_GAME],
  })
}
