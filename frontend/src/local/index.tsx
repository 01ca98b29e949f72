import { useConfig } from '../shared/config/context.tsx'
import type { Config } from '../shared/config/schema.ts'
import { PowerControl } from './power/PowerControl.tsx'
import { announceWallet } from './wallet/announce.ts'
import { createLocalProvider } from './wallet/provider.ts'
import { WalletPrompt } from './wallet/WalletPrompt.tsx'

/** Announces the local-only wallet. Only the demo's build contains this folder. */
export function startLocal(config: Config): void {
  announceWallet(createLocalProvider(config))
}

/** What only the demo can do, in the strip above the page; and the local wallet's window. */
export function LocalControls() {
  const { demo } = useConfig()
  return (
    <>
      {demo && <PowerControl url={new URL(demo.powerUrl, document.baseURI).href} />}
      <WalletPrompt />
    </>
  )
}
