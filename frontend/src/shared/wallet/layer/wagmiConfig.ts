import { connectorsForWallets, type Wallet } from '@rainbow-me/rainbowkit'
import { fallback, http } from 'viem'
import { type Config, createConfig } from 'wagmi'
import { injected } from 'wagmi/connectors/injected'
import { toViemChain } from '../../chain/client.ts'
import type { ChainConfig } from '../../config/schema.ts'

/** A wallet that announces itself the old way only. The others appear by EIP-6963. */
const injectedWallet = (): Wallet => ({
  id: 'injected',
  name: 'Browser wallet',
  iconUrl: async () => WALLET_ICON,
  iconBackground: '#46524E',
  hidden: () => !('ethereum' in window),
  createConnector: (details) => (config) => ({ ...injected()(config), ...details }),
})

const WALLET_ICON =
  'data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22 viewBox=%220 0 28 28%22%3E%3Cpath d=%22M6 9h16v12H6zM6 9l12-3v3M18 14h4v3h-4z%22 fill=%22none%22 stroke=%22white%22 stroke-width=%221.6%22/%3E%3C/svg%3E'

/** wagmi's configuration: made once, outside of any component, or reconnecting fails. */
export function createWagmiConfig(chains: readonly ChainConfig[]): Config {
  const [first, ...rest] = chains.map(toViemChain)
  if (!first) throw new TypeError('config.json has at least one chain')
  const connectors = connectorsForWallets([{ groupName: 'Installed', wallets: [injectedWallet] }], {
    appName: 'opraas',
    // No WalletConnect: nothing asks for a project.
    projectId: '',
  })
  return createConfig({
    chains: [first, ...rest],
    connectors,
    transports: Object.fromEntries(
      chains.map(({ id, rpcUrls }) => [id, fallback(rpcUrls.map((url) => http(url)))]),
    ),
    multiInjectedProviderDiscovery: true,
  })
}
