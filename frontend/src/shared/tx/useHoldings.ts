import { useQuery } from '@tanstack/react-query'
import { erc20Abi } from 'viem'
import { clientOf } from '../chain/client.ts'
import { readContract } from '../chain/readContract.ts'
import { useChain } from '../config/context.tsx'
import { MARKET_KEY } from '../market/queries.ts'
import { useAddress } from '../wallet/useWallet.ts'
import type { Holdings, Requires } from './need.ts'

const UNKNOWN: Holdings = { wei: undefined, units: undefined, allowance: undefined }

/** What the connected account has of what a transaction needs. */
export function useHoldings({ chainId, token }: Requires): Holdings {
  const chain = useChain(chainId)
  const account = useAddress()
  const { data } = useQuery({
    queryKey: [MARKET_KEY, 'holdings', chainId, account, token?.token.address, token?.spender],
    enabled: chain !== undefined && account !== undefined,
    retry: false,
    queryFn: async (): Promise<Holdings> => {
      if (!chain || !account) throw new TypeError('disabled without chain and account')
      const client = clientOf(chain)
      const contract = token && ({ address: token.token.address, abi: erc20Abi } as const)
      const [wei, units, allowance] = await Promise.all([
        client.request({ method: 'eth_getBalance', params: [account, 'latest'] }),
        contract && readContract(client, { ...contract, functionName: 'balanceOf', args: [account] }),
        contract &&
          token?.spender &&
          readContract(client, { ...contract, functionName: 'allowance', args: [account, token.spender] }),
      ])
      return { wei: BigInt(wei), units, allowance }
    },
  })
  return data ?? UNKNOWN
}
