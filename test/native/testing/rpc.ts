import type { EngineChain } from '@opraas/deployer'
import { createWalletClient, defineChain, http, publicActions } from 'viem'

/** A client of an L2's front door: reads, and writes for any account given. */
export function connect({ l2ChainId, rpcPort }: EngineChain) {
  const url = `http://127.0.0.1:${rpcPort}`
  const chain = defineChain({
    id: l2ChainId,
    name: 'L2',
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: { default: { http: [url] } },
  })
  return createWalletClient({ chain, transport: http(url), pollingInterval: 100, cacheTime: 0 }).extend(
    publicActions,
  )
}

/** One call of an RPC. @throws Error with the RPC's message */
export async function askUrl<T>(url: string, method: string, params: readonly unknown[]): Promise<T> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
    signal: AbortSignal.timeout(5_000),
  })
  const { result, error } = (await response.json()) as { result: T; error?: { message: string } }
  if (error) throw new Error(`${method}: ${error.message}`)
  return result
}
