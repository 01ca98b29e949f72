import { decodeConfigUri } from '@opraas/deployer/core'
import { cleanText } from '../format/text.ts'
import type { Agreement } from '../market/agreement.ts'

const MAX_NAME = 39

/** How an agreement is called: its chain's name, else what can be said of it. Pure. */
export function nameOf({ chain, agreementId }: Pick<Agreement, 'chain' | 'agreementId'>): string {
  if (!chain) return `Agreement ${agreementId.slice(0, 6)}`
  return boundName(chain.config) ?? `Chain ${chain.l2ChainId}`
}

/** The chain's name in the config.toml that a client has bound; undefined when it does not tell one. Pure. */
export function boundName(configUri: string): string | undefined {
  const toml = decodeConfigUri(configUri)
  if (toml === undefined) return undefined
  // Names of chains are lower-case letters, digits and dashes: nothing in them is escaped.
  let table = ''
  for (const line of toml.split('\n').map((text) => text.trim())) {
    if (line.startsWith('[')) table = line
    else if (table === '[chain]' && line.startsWith('name'))
      return cleanText(line.split('"')[1] ?? '', MAX_NAME) || undefined
  }
  return undefined
}
