import { BaseError, type Hash } from 'viem'
import { UnfundedError } from '../core/errors/index.ts'
import { type RpcClient, reach } from '../rpc/client.ts'
import type { SignedRecord } from '../state/state.ts'

/** Answers of nodes that mean: it is already there, or its nonce is already used. The receipt tells which. */
const harmless =
  /already known|already imported|known transaction|nonce too low|nonce is too low|replacement transaction underpriced|transaction already in pool/i
const unfunded = /insufficient funds/i

/**
 * Sends signed transactions, in the order of their nonces; ones the node has already are no error.
 *
 * @throws {@link UnfundedError} when the account cannot pay for one
 */
export async function broadcast(client: RpcClient, records: readonly SignedRecord[]): Promise<void> {
  const ordered = [...records].sort((a, b) => a.nonce - b.nonce)
  const unknown = await Promise.all(ordered.map(async (record) => !(await isKnown(client, record.hash))))
  for (const [index, record] of ordered.entries()) {
    if (unknown[index]) await sendRaw(client, record)
  }
}

async function isKnown(client: RpcClient, hash: Hash): Promise<boolean> {
  const found = await reach(client, () =>
    client.request({ method: 'eth_getTransactionByHash', params: [hash] }),
  )
  return found !== null
}

async function sendRaw(client: RpcClient, record: SignedRecord): Promise<void> {
  try {
    await client.request({ method: 'eth_sendRawTransaction', params: [record.raw] })
  } catch (error) {
    const text = error instanceof BaseError ? `${error.details} ${error.shortMessage}` : String(error)
    if (harmless.test(text)) return
    if (!unfunded.test(text)) throw error
    const hasWei = await client.getBalance({ address: record.from })
    const neededWei = record.gas * record.maxFeePerGas + record.valueWei
    throw new UnfundedError({ account: record.from, neededWei, hasWei })
  }
}
