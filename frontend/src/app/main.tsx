import '../shared/tokens.css'
import '../shared/base.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { loadConfig } from '../shared/config/load.ts'
import { applyTheme } from '../shared/theme.ts'
import { App } from './App.tsx'
import { FullPageMessage } from './FullPageMessage.tsx'

applyTheme()

const container = document.getElementById('root')
if (!container) throw new TypeError('index.html has #root')
const root = createRoot(container)

try {
  const config = await loadConfig(document.baseURI)
  // Only in the demo's build: a wallet with published keys, and the switch of the vendor's power.
  if (import.meta.env.MODE === 'demo') {
    const { startLocal } = await import('../local/index.tsx')
    startLocal(config)
  }
  root.render(
    <StrictMode>
      <App config={config} />
    </StrictMode>,
  )
} catch (error) {
  root.render(
    <FullPageMessage title="This dApp is not set up" error={error}>
      Whoever hosts it finds the fields of config.json in docs/guides/dapp-hosting.md.
    </FullPageMessage>,
  )
}
