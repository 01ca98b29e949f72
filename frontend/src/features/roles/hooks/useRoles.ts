import { useQuery } from '@tanstack/react-query'
import type { Address } from 'viem'
import { clientOf } from '../../../shared/chain/client.ts'
import { pollMsOf } from '../../../shared/chain/head.ts'
import type { ChainConfig } from '../../../shared/config/schema.ts'
import { readRoles } from '../../../shared/l1/roles.ts'

/**
 * The roles of a chain on its L1; `null` when no OP chain stands there.
 *
 * @param options.systemConfig - Undefined as long as it is not there.
 * @param options.lens - ChainLens on the same L1, when there is one.
 */
export function useRoles({
  chain,
  systemConfig,
  lens,
}: {
  chain: ChainConfig
  systemConfig: Address | undefined
  lens: Address | undefined
}) {
  return useQuery({
    queryKey: ['l1', chain.id, chain.rpcUrls[0], 'roles', systemConfig, lens],
    enabled: systemConfig !== undefined,
    refetchInterval: pollMsOf(chain),
    retry: false,
    queryFn: async () => {
      if (systemConfig === undefined) throw new TypeError('disabled without a SystemConfig')
      return (await readRoles(clientOf(chain), systemConfig, lens)) ?? null
    },
  })
}
