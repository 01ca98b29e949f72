import { useQuery } from '@tanstack/react-query'
import { type Address, type Hex, keccak256 } from 'viem'
import { getCode } from 'viem/actions'
import { clientOf } from '../../../shared/chain/client.ts'
import type { ChainConfig } from '../../../shared/config/schema.ts'

/** Hash of the code at an address; `null` when there is none. */
export function useCodeHash(chain: ChainConfig, address: Address) {
  return useQuery({
    queryKey: ['codeHash', chain.id, chain.rpcUrls[0], address],
    queryFn: async (): Promise<Hex | null> => {
      const code = await getCode(clientOf(chain), { address })
      return code === undefined ? null : keccak256(code)
    },
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })
}
