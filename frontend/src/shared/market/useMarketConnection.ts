import { useQuery } from '@tanstack/react-query'
import { useConfig } from '../config/context.tsx'
import { connectMarket, type Market } from './market.ts'

const RETRY_MS = 4_000

/** What came of looking for the market. A failure stays until the next attempt has an outcome. */
export type MarketConnection = { kind: 'found'; market: Market } | { kind: 'failed'; error: unknown }

/** Finds the market of config.json once, and asks again while it does not show itself. */
export function useMarketConnection() {
  const config = useConfig()
  return useQuery({
    queryKey: ['connect', config.market],
    queryFn: (): Promise<MarketConnection> =>
      connectMarket(config).then(
        (market) => ({ kind: 'found', market }),
        (error: unknown) => ({ kind: 'failed', error }),
      ),
    staleTime: Number.POSITIVE_INFINITY,
    refetchInterval: ({ state }) => (state.data?.kind === 'failed' ? RETRY_MS : false),
  })
}
