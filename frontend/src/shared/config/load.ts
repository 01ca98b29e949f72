import { type Config, ConfigError, parseConfig } from './schema.ts'

const OVERRIDES = 'opraas:rpc'

/**
 * Fetches config.json from beside the page.
 *
 * @throws {@link ConfigError} when it is missing or wrong
 */
export async function loadConfig(base: string): Promise<Config> {
  const url = new URL('./config.json', base)
  const response = await fetch(url, { cache: 'no-cache' })
  if (!response.ok)
    throw new ConfigError({
      field: url.pathname,
      found: `HTTP ${response.status}`,
      expected: 'expected the file',
    })
  const text = await response.text()
  return withOverrides(parseConfig(parseJson(text)), readOverrides())
}

/** RPCs that this browser's user prefers, by chain id. Only RPCs: addresses come from config.json alone. */
export function readOverrides(): Record<string, string> {
  const stored: unknown = parseJson(localStorage.getItem(OVERRIDES) ?? '{}')
  if (typeof stored !== 'object' || stored === null) return {}
  const entries = Object.entries(stored).filter(([, url]) => typeof url === 'string' && URL.canParse(url))
  return Object.fromEntries(entries) as Record<string, string> // filtered to strings above
}

/** Keeps or, without a URL, forgets the preferred RPC of a chain. It counts from the next load. */
export function writeOverride(chainId: number, url: string | undefined): void {
  const { [chainId]: _, ...rest } = readOverrides()
  localStorage.setItem(OVERRIDES, JSON.stringify(url === undefined ? rest : { ...rest, [chainId]: url }))
}

/** The config with the user's RPCs first. Pure. */
export function withOverrides(config: Config, overrides: Readonly<Record<string, string>>): Config {
  return {
    ...config,
    chains: config.chains.map((chain) => {
      const preferred = overrides[chain.id]
      return preferred === undefined ? chain : { ...chain, rpcUrls: [preferred] }
    }),
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
