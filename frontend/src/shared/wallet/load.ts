import type { ComponentType } from 'react'
import { getWallet, setWallet, subscribeWallet } from './store.ts'

/** The key under which wagmi remembers the last wallet. */
const RECENT = 'wagmi.recentConnectorId'

let layer: ComponentType | undefined

/** The loaded layer's component, to be mounted once beside the pages. */
export function getLayer(): ComponentType | undefined {
  return layer
}

/** True when this browser was connected before: then the layer is loaded at once. */
export function wasConnected(): boolean {
  return localStorage.getItem(RECENT) !== null
}

/** Loads the wallet layer unless it is there. */
export async function loadWallet(): Promise<void> {
  if (getWallet().kind !== 'idle' && getWallet().kind !== 'failed') return
  setWallet({ kind: 'loading' })
  try {
    layer = (await import('./layer/WalletLayer.tsx')).WalletLayer
    setWallet({ kind: 'loading' })
  } catch (error) {
    setWallet({ kind: 'failed', message: error instanceof Error ? error.message : String(error) })
  }
}

/** Loads the layer and opens the list of wallets. */
export async function openConnect(): Promise<void> {
  await loadWallet()
  const open = (): boolean => {
    const wallet = getWallet()
    if (wallet.kind === 'ready') wallet.actions.openConnect()
    return wallet.kind !== 'loading'
  }
  if (open()) return
  const unsubscribe = subscribeWallet(() => {
    if (open()) unsubscribe()
  })
}
