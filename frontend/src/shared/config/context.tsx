import { createContext, useContext } from 'react'
import type { ChainConfig, Config } from './schema.ts'

const ConfigContext = createContext<Config | undefined>(undefined)

export const ConfigProvider = ConfigContext.Provider

/** What config.json says. */
export function useConfig(): Config {
  const config = useContext(ConfigContext)
  if (!config) throw new TypeError('no ConfigProvider above')
  return config
}

/** A chain of config.json; undefined when this dApp does not serve it. */
export function useChain(chainId: number): ChainConfig | undefined {
  return useConfig().chains.find(({ id }) => id === chainId)
}

/** Name of a chain, for people. */
export function useChainName(chainId: number): string {
  return useChain(chainId)?.name ?? `chain ${chainId}`
}
