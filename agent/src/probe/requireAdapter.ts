import { slaOracleAbi } from '@opraas/contracts'
import { ArgumentError, type Market, reach } from '@opraas/deployer'
import { type Address, isAddressEqual } from 'viem'
import { ifThere } from '../chain/ifThere.ts'

/** Makes sure that a contract is an oracle adapter of this market. @throws ArgumentError, RpcUnreachableError */
export async function requireAdapter({ client, marketplace }: Market, adapter: Address): Promise<void> {
  const contract = { address: adapter, abi: slaOracleAbi } as const
  const found = await reach(client, () =>
    ifThere(() => client.readContract({ ...contract, functionName: 'market' })),
  )
  if (found !== undefined && isAddressEqual(found, marketplace)) return
  throw new ArgumentError({
    argument: '--adapter',
    found:
      found === undefined ? `${adapter}, which is no oracle adapter` : `an adapter of the market ${found}`,
    expected: `an oracle adapter of the market ${marketplace}`,
  })
}
