import { setTimeout as sleep } from 'node:timers/promises'
import {
  createPublicClient,
  defineChain,
  type Hash,
  type HttpTransport,
  http,
  type PublicClient,
  type TransactionReceipt,
} from 'viem'

/** Chain id of the demo's L1, which is the market's chain, too, unless it has one of its own. */
export const L1_CHAIN_ID = 31337
/** Chain id of a market apart from the L1. */
export const MARKET_CHAIN_ID = 1337

/** Between two blocks of a chain of the demo. */
export const BLOCK_SECONDS = 2

export type Client = PublicClient<HttpTransport>

/** A chain that answers. */
export type Chain = { url: string; chainId: number; client: Client }

/** The L1 of the client's chain, and where the market lives: the same one, or two. */
export type Chains = { l1: Chain; market: Chain }

/** A client of a local chain. */
export function localClient(url: string, chainId: number): Client {
  const chain = defineChain({
    id: chainId,
    name: `local ${chainId}`,
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: { default: { http: [url] } },
  })
  return createPublicClient({
    chain,
    transport: http(url, { retryCount: 1, timeout: 5_000 }),
    pollingInterval: 200,
    cacheTime: 0,
  })
}

/** Asks until there is an answer. @throws Error naming what was waited for */
export async function until<T>(
  what: string,
  ask: () => Promise<T | undefined>,
  { signal, seconds = 60, everyMs = 250 }: { signal: AbortSignal; seconds?: number; everyMs?: number },
): Promise<T> {
  const deadline = Date.now() + seconds * 1000
  for (;;) {
    signal.throwIfAborted()
    const answer = await ask()
    if (answer !== undefined) return answer
    if (Date.now() > deadline) throw new Error(`Waited ${seconds} s for ${what}.`)
    await sleep(everyMs, undefined, { signal })
  }
}

/** Waits for a receipt and requires its success. */
export async function requireMined(client: Client, hash: Hash, what: string): Promise<TransactionReceipt> {
  const receipt = await client.waitForTransactionReceipt({ hash, timeout: 60_000 })
  if (receipt.status !== 'success') throw new Error(`${what} failed (transaction ${hash}).`)
  return receipt
}
