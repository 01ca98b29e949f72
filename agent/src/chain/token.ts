import { type Market, reach } from '@opraas/deployer'
import { type Address, erc20Abi } from 'viem'

/** Decimals of a token: how many base units make a whole one, as a power of ten. */
export function readDecimals({ client }: Market, token: Address): Promise<number> {
  return reach(client, () => client.readContract({ address: token, abi: erc20Abi, functionName: 'decimals' }))
}
