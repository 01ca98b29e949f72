import { useQuery } from '@tanstack/react-query'
import type { Address } from 'viem'
import { useMarket } from '../../../shared/market/context.tsx'
import { MARKET_KEY } from '../../../shared/market/queries.ts'
import { readStanding } from '../standing.ts'

/** What a vendor has brought to the market. */
export function useStanding(vendor: Address) {
  const market = useMarket()
  return useQuery({
    queryKey: [MARKET_KEY, market.chain.id, market.marketplace, 'standing', vendor],
    queryFn: () => readStanding(market, vendor),
    retry: false,
  })
}
