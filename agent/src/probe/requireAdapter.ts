import { slaOracleAbi } from '@opraas/contracts'
import { ArgumentError, type Market, reach } from '@opraas/deployer'
import { type Address, ContractFunctionExecutionError, isAddressEqual } from 'viem'

/** Makes sure that a contract is an oracle adapter of this market. @throws ArgumentError, RpcUnreachableError */
export async function requireAdapter({ client, marketplace }: Market, adapter: Address): Promise<void> {
  const found = await reach(client, () => readMarketOf(client, adapter))
  if (found !== undefined && isAddressEqual(found, marketplace)) return
  throw new ArgumentError({
    argument: '--adapter',
    found:
      found === undefined ? `${adapter}, which is no oracle adapter` : `an adapter of the market ${found}`,
    expected: `an oracle adapter of the market ${marketplace}`,
  })
}

async function readMarketOf(client: Market['client'], adapter: Address): Promise<Address | undefined> {
  try {
    return await client.readContract({ address: adapter, abi: slaOracleAbi, functionName: 'market' })
  } catch (error) {
    // No code, or code without this function; a silent RPC is another error.
    if (error instanceof ContractFunctionExecutionError && !error.walk((cause) => isTransport(cause)))
      return undefined
    throw error
  }
}

function isTransport(error: unknown): boolean {
  return ['HttpRequestError', 'TimeoutError'].includes((error as Error).name)
}
