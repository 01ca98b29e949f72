import { marketplaceAbi } from '@opraas/contracts'
import type { Address } from 'viem'
import { getChainId, getCode } from 'viem/actions'
import { type ChainClient, clientOf, rpcHost } from '../chain/client.ts'
import { readContract } from '../chain/readContract.ts'
import type { ChainConfig, Config } from '../config/schema.ts'

/** The market of this dApp and its parts, seen to be there. */
export type Market = {
  chain: ChainConfig
  client: ChainClient
  marketplace: Address
  book: Address
  reputation: Address
  fromBlock: bigint
  oracles: Config['market']['oracles']
}

/** The RPC answers for something else than config.json says. */
export class WrongMarketError extends Error {
  override name = 'WrongMarketError'
}

/** Finds the market and checks chain id and code before anything is shown. @throws {@link WrongMarketError} */
export async function connectMarket(config: Config): Promise<Market> {
  const { chainId, marketplace, deploymentBlock, oracles } = config.market
  const chain = config.chains.find(({ id }) => id === chainId)
  if (!chain) throw new TypeError('config.json names the chain of its market')
  const client = clientOf(chain)
  const [found, code] = await Promise.all([getChainId(client), getCode(client, { address: marketplace })])
  if (found !== chainId)
    throw new WrongMarketError(`${rpcHost(chain)} answers for chain ${found}, config.json says ${chainId}.`)
  if (code === undefined || code === '0x')
    throw new WrongMarketError(`There is no contract at ${marketplace} on ${chain.name}.`)
  const contract = { address: marketplace, abi: marketplaceAbi } as const
  const [book, reputation] = await Promise.all([
    readContract(client, { ...contract, functionName: 'BOOK' }),
    readContract(client, { ...contract, functionName: 'REPUTATION' }),
  ])
  return { chain, client, marketplace, book, reputation, fromBlock: BigInt(deploymentBlock), oracles }
}
