import type { Genesis } from './genesis.ts'
import type { RollupConfig } from './rollup.ts'

/** genesis.json as text: one line, keys sorted, so equal values give equal bytes. */
export function serializeGenesis(genesis: Genesis): string {
  return `${JSON.stringify(sortKeys(genesis))}\n`
}

/** rollup.json as text: indented, keys sorted, so equal values give equal bytes. */
export function serializeRollup(config: RollupConfig): string {
  return `${JSON.stringify(sortKeys(config), null, 2)}\n`
}

function sortKeys(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, nested]) => [key, sortKeys(nested)]))
}
