import { quorumSlaOracleAbi, type Verdict } from '@opraas/contracts'
import { type Market, reach } from '@opraas/deployer'
import { type Address, decodeFunctionData, type Hash, type Hex, isAddressEqual } from 'viem'
import { ifThere } from './ifThere.ts'

/** Whose answers count, and how many it takes. */
export type Quorum = { signers: readonly Address[]; required: number }

/** Reads a QuorumSlaOracle; undefined when the adapter is another. @throws RpcUnreachableError */
export async function readQuorum({ client }: Market, adapter: Address): Promise<Quorum | undefined> {
  const contract = { address: adapter, abi: quorumSlaOracleAbi } as const
  const found = await reach(client, () =>
    ifThere(() =>
      Promise.all([
        client.readContract({ ...contract, functionName: 'getSigners' }),
        client.readContract({ ...contract, functionName: 'QUORUM' }),
      ]),
    ),
  )
  return found && { signers: found[0], required: Number(found[1]) }
}

/** The answers that a transaction brought to the adapter; none when it called another contract. */
export async function readSubmitted(
  { client }: Market,
  { adapter, transactionHash }: { adapter: Address; transactionHash: Hash },
): Promise<readonly { verdict: Verdict; evidence: Hex }[]> {
  const { to, input } = await reach(client, () => client.getTransaction({ hash: transactionHash }))
  if (!to || !isAddressEqual(to, adapter)) return []
  const call = decodeFunctionData({ abi: quorumSlaOracleAbi, data: input })
  return call.functionName === 'submit' ? call.args[2] : []
}
