import type { LocalProvider } from './provider.ts'

const icon =
  'data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22 viewBox=%220 0 32 32%22%3E%3Crect width=%2232%22 height=%2232%22 fill=%22%238F5A00%22/%3E%3Cpath d=%22M5 23h7v-8l5-6h10%22 fill=%22none%22 stroke=%22white%22 stroke-width=%223%22/%3E%3C/svg%3E'

/** Makes the wallet known to the page, as an extension would (EIP-6963). */
export function announceWallet(provider: LocalProvider): void {
  const info = Object.freeze({
    uuid: crypto.randomUUID(),
    name: 'Local demo wallet',
    icon,
    rdns: 'org.opraas.local',
  })
  const announce = (): void => {
    const detail = Object.freeze({ info, provider })
    dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail }))
  }
  addEventListener('eip6963:requestProvider', announce)
  announce()
}
