import {
  type Abi,
  type ContractFunctionArgs,
  type ContractFunctionName,
  decodeFunctionResult,
  encodeFunctionData,
  type ReadContractParameters,
  type ReadContractReturnType,
} from 'viem'
import type { ChainClient } from './client.ts'

/**
 * Calls a view on the newest block, as viem's action of this name does; without its batching contract, overrides and
 * off-chain lookups, which every page would load.
 *
 * @throws viem's errors: of the RPC, or of an answer that is not of this ABI
 */
export async function readContract<
  const abi extends Abi | readonly unknown[],
  functionName extends ContractFunctionName<abi, 'pure' | 'view'>,
  const args extends ContractFunctionArgs<abi, 'pure' | 'view', functionName>,
>(
  client: ChainClient,
  parameters: Pick<
    ReadContractParameters<abi, functionName, args>,
    'address' | 'abi' | 'functionName' | 'args'
  >,
): Promise<ReadContractReturnType<abi, functionName, args>> {
  // The same casts as in viem: its generic parameters do not narrow inside of a generic function.
  const { address, abi, functionName, args } = parameters as ReadContractParameters
  const data = await client.request({
    method: 'eth_call',
    params: [{ to: address, data: encodeFunctionData({ abi, functionName, args }) }, 'latest'],
  })
  return decodeFunctionResult({ abi, functionName, args, data }) as ReadContractReturnType<
    abi,
    functionName,
    args
  >
}
