import { useSyncExternalStore } from 'react'
import type { Address } from 'viem'
import { getWallet, subscribeWallet, type WalletState } from './store.ts'

/** The wallet, as far as it is loaded. */
export function useWallet(): WalletState {
  return useSyncExternalStore(subscribeWallet, getWallet)
}

/** The connected account's address; undefined without one. */
export function useAddress(): Address | undefined {
  const wallet = useWallet()
  return wallet.kind === 'ready' ? wallet.account?.address : undefined
}
