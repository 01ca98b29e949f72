import { createPublicClient, defineChain, type Hash, type HttpTransport, http, type PublicClient } from 'viem'
import { RpcUnreachableError, WrongChainError, WrongChainIdError } from '../core/errors/index.ts'

/** A viem client of one chain, and what to call its RPC in messages. */
export type RpcClient = PublicClient<HttpTransport> & { rpcName: string; rpcUrl: string }

/** How every RPC call behaves: one place for timeouts and retries. Milliseconds. */
export const rpcPolicy = { timeoutMs: 10_000, retryCount: 3, retryDelayMs: 200, batchSize: 100 } as const

/** A client of a chain whose id is known. Talks to nobody yet. */
export function createRpcClient(options: {
  name: string
  url: string
  chainId: number
  pollMs?: number
}): RpcClient {
  const { name, url, chainId, pollMs = 500 } = options
  const chain = defineChain({
    id: chainId,
    name: `chain ${chainId}`,
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: { default: { http: [url] } },
  })
  const client = createPublicClient({
    chain,
    transport: http(url, {
      timeout: rpcPolicy.timeoutMs,
      retryCount: rpcPolicy.retryCount,
      retryDelay: rpcPolicy.retryDelayMs,
      batch: { batchSize: rpcPolicy.batchSize },
    }),
    pollingInterval: pollMs,
    cacheTime: 0,
  })
  return Object.assign(client, { rpcName: name, rpcUrl: redactUrl(url) }) as RpcClient
}

/**
 * The same, after asking the RPC for its chain id.
 *
 * @throws {@link RpcUnreachableError}, {@link WrongChainIdError}
 */
export async function connectRpc(options: {
  name: string
  url: string
  chainId: number
}): Promise<RpcClient> {
  const client = createRpcClient(options)
  const found = await reach(client, () => client.getChainId())
  if (found !== options.chainId) {
    throw new WrongChainIdError({
      name: client.rpcName,
      url: client.rpcUrl,
      expected: options.chainId,
      found,
    })
  }
  return client
}

/** Compares a block known from before: many development chains share an id. */
export async function requireSameChain(
  client: RpcClient,
  block: { number: bigint; hash: Hash },
): Promise<void> {
  const found = await reach(client, () =>
    client.request({ method: 'eth_getBlockByNumber', params: [`0x${block.number.toString(16)}`, false] }),
  )
  if (found?.hash === block.hash) return
  throw new WrongChainError({
    name: client.rpcName,
    url: client.rpcUrl,
    blockNumber: block.number,
    expected: block.hash,
    found: found?.hash ?? 'no such block',
  })
}

/** Runs a read; failures of the transport become {@link RpcUnreachableError}. */
export async function reach<T>(
  client: { rpcName: string; rpcUrl: string },
  read: () => Promise<T>,
): Promise<T> {
  try {
    return await read()
  } catch (cause) {
    throw new RpcUnreachableError({ name: client.rpcName, url: client.rpcUrl, cause })
  }
}

/** A URL without what may be secret: user, password, path and query. */
export function redactUrl(url: string): string {
  try {
    const { protocol, host, pathname, search } = new URL(url)
    return `${protocol}//${host}${pathname.length > 1 || search ? '/…' : ''}`
  } catch {
    return '(not a URL)'
  }
}
