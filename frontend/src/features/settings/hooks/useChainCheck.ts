import { useQuery } from '@tanstack/react-query'
import { getChainId } from 'viem/actions'
import { clientOf } from '../../../shared/chain/client.ts'
import type { ChainConfig } from '../../../shared/config/schema.ts'

const EVERY_MS = 10_000

/** The chain id for which the RPC in use answers. */
export function useChainCheck(chain: ChainConfig) {
  return useQuery({
    queryKey: ['chainId', chain.id, chain.rpcUrls[0]],
    queryFn: () => getChainId(clientOf(chain)),
    refetchInterval: EVERY_MS,
    retry: false,
  })
}
