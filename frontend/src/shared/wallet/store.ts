import type { Address, Hash, Hex } from 'viem'

/** A transaction as a wallet is asked for it. */
export type WalletCall = {
  chainId: number
  account: Address
  to: Address
  data: Hex
  value: bigint
  gas: bigint | undefined
}

/** An account that a wallet has shown us, and the chain it stands on. */
export type Account = { address: Address; chainId: number; walletName: string }

/** What the wallet layer can do; it is loaded only when somebody wants a wallet. */
export type WalletActions = {
  openConnect(): void
  openAccount(): void
  /** @throws when the user declines, or the wallet cannot */
  switchChain(chainId: number): Promise<void>
  /** Asks for one transaction. @throws when the user declines, or the wallet cannot */
  send(call: WalletCall): Promise<Hash>
  /** Tells the wallet of a chain that it may not know. */
  addChain(chain: { id: number; name: string; rpcUrl: string; explorer: string | undefined }): Promise<void>
}

/** `idle`: not loaded. `ready` without an account: not connected. */
export type WalletState =
  | { kind: 'idle' }
  | { kind: 'loading' }
  | { kind: 'ready'; account: Account | undefined; connecting: boolean; actions: WalletActions }
  | { kind: 'failed'; message: string }

let state: WalletState = { kind: 'idle' }
const listeners = new Set<() => void>()

/** What is known of the wallet now. */
export function getWallet(): WalletState {
  return state
}

/** Replaces what is known; the layer alone calls it, and the loader. */
export function setWallet(next: WalletState): void {
  state = next
  for (const listener of listeners) listener()
}

export function subscribeWallet(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
