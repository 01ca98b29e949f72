import { useEffect, useSyncExternalStore } from 'react'
import { getLayer, loadWallet, wasConnected } from './load.ts'
import { subscribeWallet } from './store.ts'

/**
 * Where the wallet layer lives once it is loaded: beside the pages, so that no page is mounted anew. It waits for the
 * layer alone: what the layer says of the wallet must not render the layer again.
 */
export function WalletHost() {
  const Layer = useSyncExternalStore(subscribeWallet, getLayer)
  useEffect(() => {
    if (wasConnected()) void loadWallet()
  }, [])
  return Layer ? <Layer /> : null
}
