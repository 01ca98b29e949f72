import { type Chain, type Client, createClient, defineChain, fallback, http, type Transport } from 'viem'
import type { ChainConfig } from '../config/schema.ts'

/** A reader of one chain: bare viem client, its actions are imported one by one. */
export type ChainClient = Client<Transport, Chain>

const clients = new Map<string, ChainClient>()

/** The chain as viem and wallets describe it. */
export function toViemChain({ id, name, rpcUrls, explorer }: ChainConfig): Chain {
  return defineChain({
    id,
    name,
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: { default: { http: rpcUrls } },
    ...(explorer !== undefined && { blockExplorers: { default: { name: 'Explorer', url: explorer } } }),
  })
}

/** The client of a configured chain; one per chain and RPC. Reads of one moment leave as one batch. */
export function clientOf(chain: ChainConfig): ChainClient {
  const key = `${chain.id} ${chain.rpcUrls.join(' ')}`
  const known = clients.get(key)
  if (known) return known
  const client = createClient({
    chain: toViemChain(chain),
    transport: fallback(
      chain.rpcUrls.map((url) => http(url, { batch: { batchSize: 100 }, timeout: 10_000, retryCount: 1 })),
      // Each URL is tried again by itself; all of them together would hammer a node that is down.
      { retryCount: 0 },
    ),
    pollingInterval: Math.min(4_000, Math.max(250, chain.blockTimeSeconds * 250)),
    cacheTime: 0,
  })
  clients.set(key, client)
  return client
}

/** The host of a chain's first RPC, for people. */
export function rpcHost(chain: ChainConfig): string {
  return new URL(chain.rpcUrls[0] ?? 'http://nowhere').host
}
