import type { Address } from 'viem'

/** Where the market stands on one chain. The offer book and the reputation are found through the marketplace. */
export type MarketDeployment = {
  marketplace: Address
  chainLens: Address
  /** The Chainlink adapter, where one was deployed with the market. */
  oracle?: Address
  fromBlock: bigint
}

/** Chain ids that count as local: short epochs, test tokens, private endpoints and dev keys are for these only. */
export const localChainIds: readonly number[] = [900, 1337, 31337]

/** True for a chain that lives on one machine. */
export function isLocalChain(chainId: number): boolean {
  return localChainIds.includes(chainId)
}
