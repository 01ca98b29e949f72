import type { L1Step } from '@opraas/deployer/core'
import { useQuery } from '@tanstack/react-query'
import { call as ethCall, getBlockNumber } from 'viem/actions'
import { clientOf } from '../../../shared/chain/client.ts'
import { pollMsOf } from '../../../shared/chain/head.ts'
import { isRevert } from '../../../shared/tx/failures.ts'
import { reasonOfRevert } from '../../../shared/tx/reasons.ts'
import type { Deployment } from './useDeployment.ts'

/** A step run on the newest block, without sending it. `reason`: why it reverts. */
export type Trial = { block: bigint; reason: string | undefined }

/** Tries a step out again and again while `enabled`. */
export function useTrial({ plan, chain }: Deployment, step: L1Step, enabled: boolean) {
  const client = clientOf(chain)
  return useQuery({
    queryKey: ['l1', chain.id, chain.rpcUrls[0], plan.planId, 'trial', step.id],
    enabled,
    refetchInterval: pollMsOf(chain),
    retry: false,
    queryFn: async (): Promise<Trial> => {
      const block = await getBlockNumber(client)
      try {
        const { to, data, gasLimit: gas } = step
        await ethCall(client, { account: plan.layout.deployer, to, data, gas })
        return { block, reason: undefined }
      } catch (error) {
        if (isRevert(error)) return { block, reason: reasonOfRevert(error, {}).sentence }
        throw error
      }
    },
  })
}
