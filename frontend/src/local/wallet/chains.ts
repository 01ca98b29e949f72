import { createClient, http } from 'viem'
import { getChainId } from 'viem/actions'
import { ProviderRpcError, USER_REJECTED } from './errors.ts'

/** A chain that this wallet signs for. */
export type LocalChain = { id: number; name: string; rpcUrl: string }

const loopback = ['127.0.0.1', 'localhost', '[::1]']
/** anvil, hardhat, and op-geth behind a gateway: its minor version is upstream's with two digits more. */
const nodes = /^(anvil|hardhat|geth\/v1\.\d{6}\.)/i

/** Whether a node of this kind runs chains of development: by what it answers to web3_clientVersion. */
export function isDevelopmentNode(clientVersion: string): boolean {
  return nodes.test(clientVersion)
}

/**
 * Refuses everything but a development node on this machine, or the real stack of a chain of this machine, that answers
 * for the chain it is said to be.
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
  if (!isDevelopmentNode(String(version))) throw refuse(`${version} at ${rpcUrl} is no development node`)
}

function refuse(what: string): ProviderRpcError {
  return new ProviderRpcError(USER_REJECTED, `The local wallet signs for local chains only: ${what}.`)
}
