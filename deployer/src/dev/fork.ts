import { join } from 'node:path'
import { createClient, http } from 'viem'
import { getChainId } from 'viem/actions'
import { type Environment, requireUrl } from '../core/environment.ts'
import { WrongChainIdError } from '../core/errors/index.ts'
import { parseConfig } from '../core/intent/index.ts'
import { L1_RPC_VARIABLE } from '../openDeployment.ts'
import { reach, redactUrl, rpcPolicy } from '../rpc/client.ts'
import { readFileIfExists } from '../state/files.ts'

/** The L1 to fork. */
export type ForkedChain = { url: string; chainId: number }

/**
 * Looks at the L1 that is to be forked: it must be the one of config.toml, when there is one.
 *
 * @param given - its URL, or true: that of the environment
 * @throws EnvironmentError, RpcUnreachableError, WrongChainIdError
 */
export async function readForkedChain(
  given: string | true,
  { folder, environment }: { folder: string; environment: Environment },
): Promise<ForkedChain> {
  const url =
    given === true ? requireUrl(environment, L1_RPC_VARIABLE) : requireUrl({ '--fork': given }, '--fork')
  const client = createClient({ transport: http(url, { timeout: rpcPolicy.timeoutMs }) })
  const name = { rpcName: 'L1 to fork', rpcUrl: redactUrl(url) }
  const chainId = await reach(name, () => getChainId(client))
  const file = join(folder, 'config.toml')
  const text = readFileIfExists(file)
  const expected = text === undefined ? chainId : parseConfig(text, file).l1.chain_id
  if (chainId !== expected) {
    throw new WrongChainIdError({ name: name.rpcName, url: name.rpcUrl, expected, found: chainId })
  }
  return { url, chainId }
}
