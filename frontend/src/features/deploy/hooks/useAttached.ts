import { useQuery } from '@tanstack/react-query'
import type { Address } from 'viem'
import { clientOf } from '../../../shared/chain/client.ts'
import { checkAttached } from '../attached.ts'
import type { ChosenChain } from '../model.ts'

/** What the L1 shows of a chain that is attached, compared with its config.toml. */
export function useAttached({
  intent,
  toml,
  artifacts,
  l1,
  systemConfig,
}: ChosenChain & { systemConfig: Address }) {
  return useQuery({
    queryKey: ['l1', l1.id, l1.rpcUrls[0], 'attached', systemConfig, toml],
    retry: false,
    queryFn: () => checkAttached(clientOf(l1), { intent, systemConfig, artifacts }),
  })
}
