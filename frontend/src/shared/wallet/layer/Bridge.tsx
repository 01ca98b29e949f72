import { useAccountModal, useChainModal, useConnectModal } from '@rainbow-me/rainbowkit'
import { useEffect } from 'react'
import { useConnection, useConfig as useWagmiConfig } from 'wagmi'
import { sendTransaction, switchChain } from 'wagmi/actions'
import { setWallet, type WalletActions } from '../store.ts'

/** Carries the wallet's state to the pages, and their wishes to the wallet. */
export function Bridge() {
  const config = useWagmiConfig()
  const { address, chainId, connector, status } = useConnection()
  const { openConnectModal } = useConnectModal()
  const { openAccountModal } = useAccountModal()
  const { openChainModal } = useChainModal()

  useEffect(() => {
    const actions: WalletActions = {
      openConnect: () => openConnectModal?.(),
      // On a chain that this dApp does not serve there is no account's window: the chains' one disconnects, too.
      openAccount: () => (openAccountModal ?? openChainModal)?.(),
      switchChain: async (to) => {
        await switchChain(config, { chainId: to })
      },
      send: ({ account, chainId: on, to, data, value, gas }) =>
        sendTransaction(config, { account, chainId: on, to, data, value, ...(gas !== undefined && { gas }) }),
      addChain: async ({ id, name, rpcUrl, explorer }) => {
        const provider = (await connector?.getProvider()) as Eip1193 | undefined
        await provider?.request({
          method: 'wallet_addEthereumChain',
          params: [
            {
              chainId: `0x${id.toString(16)}`,
              chainName: name,
              nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
              rpcUrls: [rpcUrl],
              ...(explorer !== undefined && { blockExplorerUrls: [explorer] }),
            },
          ],
        })
      },
    }
    // While a page reloads, the last connection is taken up again: that is not "not connected" yet.
    const connecting = status === 'connecting' || status === 'reconnecting'
    const account =
      status === 'connected' && address !== undefined && chainId !== undefined
        ? { address, chainId, walletName: connector?.name ?? 'wallet' }
        : undefined
    setWallet({ kind: 'ready', account, connecting, actions })
  }, [config, address, chainId, connector, status, openConnectModal, openAccountModal, openChainModal])
  return null
}

type Eip1193 = { request(call: { method: string; params: unknown[] }): Promise<unknown> }
