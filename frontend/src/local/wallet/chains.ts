import { createClient, http } from 'viem'
import { getChainId } from 'viem/actions'
import { ProviderRpcError, USER_REJECTED } from './errors.ts'

/** A chain that this wallet signs for. */
export type LocalChain = { id: number; name: string; rpcUrl: string }

const loopback = ['127.0.0.1', 'localhost', '[::1]']

/**
 * Refuses everything but a development node on this machine, that answers for the chain it is said to be.
 *
 * @throws ProviderRpcError in words for people
 */
export async function requireLocal({ id, rpcUrl }: LocalChain): Promise<void> {
  if (!URL.canParse(rpcUrl) || !loopback.includes(new URL(rpcUrl).hostname))
    throw refuse(`${rpcUrl} is not on this machine`)
  const client = createClient({ transport: http(rpcUrl, { timeout: 3_000, retryCount: 0 }) })
  const [found, version] = await Promise.all([
    getChainId(client),
    client.request({ method: 'web3_clientVersion', params: undefined }),
  ])
  if (found !== id) throw refuse(`${rpcUrl} is chain ${found}, not ${id}`)
  if (!/^(anvil|hardhat)/i.test(String(version)))
    throw refuse(`${version} at ${rpcUrl} is no development node`)
}

function refuse(what: string): ProviderRpcError {
  return new ProviderRpcError(USER_REJECTED, `The local wallet signs for local chains only: ${what}.`)
}
