import '@rainbow-me/rainbowkit/styles.css'
import { RainbowKitProvider } from '@rainbow-me/rainbowkit'
import { type Config, WagmiProvider } from 'wagmi'
import { useConfig } from '../../config/context.tsx'
import type { ChainConfig } from '../../config/schema.ts'
import { useTheme } from '../../theme.ts'
import { Bridge } from './Bridge.tsx'
import { walletTheme } from './theme.ts'
import { createWagmiConfig } from './wagmiConfig.ts'

/** Connecting asks for no other chain: who only reads needs none, and who declined it would not be connected. */
const NO_SWITCH = 0

let wagmiConfig: Config | undefined

/** Wallets: wagmi and RainbowKit. Loaded when somebody connects, or was connected before. */
export function WalletLayer() {
  const { chains } = useConfig()
  const { isDark } = useTheme()
  return (
    <WagmiProvider config={wagmiConfigOf(chains)}>
      <RainbowKitProvider
        theme={walletTheme(isDark)}
        modalSize="compact"
        initialChain={NO_SWITCH}
        appInfo={{ appName: 'opraas', learnMoreUrl: 'https://ethereum.org/wallets' }}
      >
        <Bridge />
      </RainbowKitProvider>
    </WagmiProvider>
  )
}

/** Once for the page: a second one would forget the connection. */
function wagmiConfigOf(chains: readonly ChainConfig[]): Config {
  wagmiConfig ??= createWagmiConfig(chains)
  return wagmiConfig
}
