import { Outlet } from 'react-router'
import { rpcHost } from '../shared/chain/client.ts'
import { useChain, useConfig } from '../shared/config/context.tsx'
import { MarketProvider } from '../shared/market/context.tsx'
import { useMarketConnection } from '../shared/market/useMarketConnection.ts'
import { useRefresh } from '../shared/market/useRefresh.ts'
import { ErrorNote, LinkText, Skeleton } from '../shared/ui/index.ts'
import { StaleNote } from './StaleNote.tsx'

/** Around the pages that read the market: they are shown once it is seen to be there. */
export function MarketPages() {
  const { chainId } = useConfig().market
  const chain = useChain(chainId)
  useRefresh(chainId)
  const { data: connection, refetch } = useMarketConnection()
  if (!connection) return <Skeleton lines={8} />
  if (connection.kind === 'failed')
    return (
      <ErrorNote
        what={`${chain?.name ?? 'The chain'} at ${chain ? rpcHost(chain) : ''} does not show the market.`}
        error={connection.error}
        onRetry={() => refetch()}
        alternative={<LinkText to="/settings">use another RPC</LinkText>}
      />
    )
  return (
    <MarketProvider value={connection.market}>
      <StaleNote />
      <Outlet />
    </MarketProvider>
  )
}
