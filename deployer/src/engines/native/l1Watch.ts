import { BaseError, createClient, HttpRequestError, http } from 'viem'
import { getBlockNumber, getChainId } from 'viem/actions'

const TIMEOUT_MS = 5_000

/** What L1 says of itself: its height, or why it is not believed. */
export type L1Answer = { number: number } | { finding: string }

/** Asks an L1 that may stall, refuse or answer for another chain. */
export function createL1Watch(url: string, chainId: number): () => Promise<L1Answer> {
  const client = createClient({ transport: http(url, { timeout: TIMEOUT_MS, retryCount: 1 }), cacheTime: 0 })
  return async () => {
    try {
      const [found, number] = await Promise.all([getChainId(client), getBlockNumber(client)])
      if (found !== chainId) return { finding: `the L1 RPC answers for chain ${found}, expected ${chainId}` }
      return { number: Number(number) }
    } catch (error) {
      if (!(error instanceof BaseError)) throw error
      const status = (error.walk((cause) => cause instanceof HttpRequestError) as HttpRequestError | null)
        ?.status
      if (status === 429) return { finding: 'the L1 RPC limits our calls (HTTP 429)' }
      return { finding: `the L1 RPC does not answer${status ? ` (HTTP ${status})` : ''}` }
    }
  }
}
