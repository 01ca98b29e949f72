import { chainlinkSlaOracleAbi, type Verdict } from '@opraas/contracts'
import { type Hex, keccak256, parseEventLogs, stringToBytes } from 'viem'
import { encodeAnswer } from '../../../agent/src/oracle-node/answers.ts'
import { operatorAbi } from '../../../agent/src/oracle-node/operatorAbi.ts'
import type { LocalMarket } from '../../../scripts/market/deployLocal.ts'
import { node } from './accounts.ts'
import { asIs, type SeedChain } from './chain.ts'

const good: Verdict = {
  rpc: 9_998,
  unsafeHead: 10_000,
  safeHead: 9_998,
  proposals: 9_998,
  coverage: 9_990,
  reason: 0,
  l1Spend: 0n,
}

/**
 * Asks about an epoch and answers, as oracle node and adapter do.
 *
 * @param options.differing - Where the verdict is not that of a good epoch.
 */
export async function judge(
  chain: SeedChain,
  { oracle, operator }: LocalMarket,
  options: { agreementId: Hex; epoch: number; differing: Partial<Verdict> },
): Promise<void> {
  const { agreementId, epoch, differing } = options
  const account = node.account.address
  const { logs } = await chain.mine(`the request about epoch ${epoch}`, () =>
    chain.client.writeContract({
      ...asIs,
      account,
      address: oracle,
      abi: chainlinkSlaOracleAbi,
      functionName: 'request',
      args: [agreementId, epoch],
    }),
  )
  const [asked] = parseEventLogs({ abi: operatorAbi, eventName: 'OracleRequest', logs })
  if (!asked) throw new Error(`nobody was asked about epoch ${epoch}`)
  const { rpc, unsafeHead, safeHead, proposals, coverage, reason, l1Spend } = { ...good, ...differing }
  const data = encodeAnswer(asked.args, {
    rpc: BigInt(rpc),
    unsafeHead: BigInt(unsafeHead),
    safeHead: BigInt(safeHead),
    proposals: BigInt(proposals),
    coverage: BigInt(coverage),
    reason: BigInt(reason),
    l1Spend,
    evidence: keccak256(stringToBytes(`${agreementId} ${epoch}`)),
  })
  await chain.mine(`the answer about epoch ${epoch}`, () =>
    chain.client.sendTransaction({ ...asIs, account, to: operator, data }),
  )
}
