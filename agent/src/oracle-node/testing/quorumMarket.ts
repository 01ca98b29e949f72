import { quorumSlaOracleAbi } from '@opraas/contracts'
import type { Market } from '@opraas/deployer'
import {
  type Address,
  createPublicClient,
  custom,
  decodeFunctionData,
  encodeFunctionResult,
  type Hex,
  isAddressEqual,
} from 'viem'
import type { FrozenVerdict } from '../../probe/samples.ts'
import { sampleHeader } from '../../probe/testing/sample.ts'

/** A market that knows the signers of one quorum and nothing else; every other contract is without code. */
export function quorumMarket(quorum: {
  adapter: Address
  signers: readonly Address[]
  required: number
}): Market {
  const answer = (data: Hex): Hex => {
    const { functionName } = decodeFunctionData({ abi: quorumSlaOracleAbi, data })
    if (functionName === 'getSigners')
      return encodeFunctionResult({ abi: quorumSlaOracleAbi, functionName, result: quorum.signers })
    if (functionName === 'QUORUM')
      return encodeFunctionResult({ abi: quorumSlaOracleAbi, functionName, result: BigInt(quorum.required) })
    throw new TypeError(`no answer to ${functionName}`)
  }
  const client = createPublicClient({
    transport: custom({
      request: async ({ method, params }: { method: string; params: [{ to: Address; data: Hex }] }) => {
        if (method !== 'eth_call') throw new TypeError(`no answer to ${method}`)
        const [{ to, data }] = params
        return isAddressEqual(to, quorum.adapter) ? answer(data) : '0x'
      },
    }),
  })
  const { marketChainId, marketplace } = sampleHeader
  // Nothing else of it is used.
  return {
    client: Object.assign(client, { rpcName: 'market', rpcUrl: 'custom' }),
    marketChainId,
    marketplace,
  } as unknown as Market
}

/** A verdict that a probe has given away. */
export const frozenVerdict: FrozenVerdict = {
  schema: 1,
  header: sampleHeader,
  end: sampleHeader.start + 20,
  verdict: {
    rpc: 9_900,
    unsafeHead: 9_800,
    safeHead: 10_000,
    proposals: 10_000,
    coverage: 9_700,
    reason: 0,
    l1Spend: '12345678901234567890',
  },
  evidence: `0x${'ee'.repeat(32)}`,
  slots: { expected: 10, counted: 10, void: 0, missing: 0 },
}
