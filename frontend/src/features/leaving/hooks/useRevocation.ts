import { type L1Step, l1Abi, revokeSteps } from '@opraas/deployer/core'
import { useQuery } from '@tanstack/react-query'
import type { Address } from 'viem'
import { type ChainClient, clientOf } from '../../../shared/chain/client.ts'
import { pollMsOf } from '../../../shared/chain/head.ts'
import { readContract } from '../../../shared/chain/readContract.ts'
import { useChain } from '../../../shared/config/context.tsx'
import { evaluateChecks } from '../../../shared/l1/evaluate.ts'
import type { Agreement } from '../../../shared/market/agreement.ts'
import { MARKET_KEY } from '../../../shared/market/queries.ts'

/** One transaction that takes a key away: who may sign it, and whether L1 shows it done. */
export type Revoking = { step: L1Step; owner: Address; isDone: boolean }

/** The transactions on L1 that take every key of the vendor away, as L1 shows them now. */
export function useRevocation({ terms, chain }: Agreement) {
  const l1 = useChain(Number(terms.l1ChainId))
  const systemConfig = chain?.systemConfig
  return useQuery({
    queryKey: [MARKET_KEY, 'revocation', l1?.id, systemConfig],
    enabled: l1 !== undefined && systemConfig !== undefined,
    queryFn: () => {
      if (!l1 || !systemConfig) throw new TypeError('disabled without an L1 and a chain')
      return readRevocation(clientOf(l1), systemConfig)
    },
    refetchInterval: l1 ? pollMsOf(l1) : false,
    retry: false,
  })
}

/** Reads where the keys of a chain stand. @throws when the L1 does not answer, or nothing of the kind stands there */
async function readRevocation(client: ChainClient, SystemConfig: Address): Promise<Revoking[]> {
  const read = (address: Address, functionName: 'owner' | 'disputeGameFactory') =>
    readContract(client, { address, abi: l1Abi, functionName })
  const DisputeGameFactory = await read(SystemConfig, 'disputeGameFactory')
  const steps = revokeSteps({ SystemConfig, DisputeGameFactory })
  const [results, ofConfig, ofFactory] = await Promise.all([
    evaluateChecks(
      client,
      steps.map(({ done }) => done),
    ),
    read(SystemConfig, 'owner'),
    read(DisputeGameFactory, 'owner'),
  ])
  return steps.map((step, index) => ({
    step,
    owner: step.to === SystemConfig ? ofConfig : ofFactory,
    isDone: results[index] === 'done',
  }))
}
