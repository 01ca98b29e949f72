import { type Address, type Hex, isAddress } from 'viem'

const PLAN = 'opraas:plan:'
const ATTACHED = 'opraas:attached:'

/** The chain that this browser has chosen for an agreement. With a SystemConfig it is deployed already. */
export type SavedChain = { toml: string; systemConfig?: Address | undefined }

/** What was chosen for an agreement; undefined when nothing was. */
export function readSaved(agreementId: Hex): SavedChain | undefined {
  const toml = localStorage.getItem(PLAN + agreementId)
  const systemConfig = localStorage.getItem(ATTACHED + agreementId) ?? ''
  if (toml === null) return undefined
  return isAddress(systemConfig, { strict: false }) ? { toml, systemConfig } : { toml }
}

/** Keeps a choice, or forgets it. */
export function keepSaved(agreementId: Hex, saved: SavedChain | undefined): void {
  put(PLAN + agreementId, saved?.toml)
  put(ATTACHED + agreementId, saved?.systemConfig)
}

function put(key: string, value: string | undefined): void {
  if (value === undefined) localStorage.removeItem(key)
  else localStorage.setItem(key, value)
}
