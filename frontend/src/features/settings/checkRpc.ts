import { createClient, http } from 'viem'
import { getChainId } from 'viem/actions'
import type { ChainConfig } from '../../shared/config/schema.ts'
import { allowUrl } from '../../shared/market/endpoints.ts'

const TIMEOUT_MS = 8_000

/** An RPC that cannot be used for a chain: the message says why. */
export class RpcRefusedError extends Error {
  override name = 'RpcRefusedError'
}

/**
 * Asks an RPC which chain it answers for.
 *
 * @param text - What somebody typed.
 * @returns The URL to keep.
 * @throws {@link RpcRefusedError} when it is no URL, does not answer, or answers for another chain
 */
export async function checkRpc(
  text: string,
  { id, name }: Pick<ChainConfig, 'id' | 'name'>,
): Promise<string> {
  const url = allowUrl(text.trim(), ['https:', 'http:'])
  if (url === undefined)
    throw new RpcRefusedError('Expected a URL that begins with https://, or with http:// on this machine.')
  const found = await askChainId(url)
  if (found !== id) throw new RpcRefusedError(`It answers for chain ${found}. ${name} is chain ${id}.`)
  return url
}

async function askChainId(url: string): Promise<number> {
  try {
    return await getChainId(createClient({ transport: http(url, { timeout: TIMEOUT_MS, retryCount: 0 }) }))
  } catch (cause) {
    throw new RpcRefusedError('It does not answer, or does not let this page ask.', { cause })
  }
}
