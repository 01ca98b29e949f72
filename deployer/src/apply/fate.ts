import { type Address, type TransactionReceipt, TransactionReceiptNotFoundError } from 'viem'
import { ForeignNonceError, type OpraasError } from '../core/errors/index.ts'
import type { RpcClient } from '../rpc/client.ts'
import { reach } from '../rpc/client.ts'
import type { JournalEntry } from '../state/record.ts'
import type { MinedRecord, SignedRecord } from '../state/state.ts'

/** What became of a signed transaction, as far as L1 shows. */
export type Fate =
  | { kind: 'open' }
  | { kind: 'mined'; entry: MinedRecord }
  /** Another transaction has its nonce. */
  | { kind: 'lost'; entry: Extract<JournalEntry, { kind: 'dropped' }>; error: (title: string) => OpraasError }

/**
 * Looks for the receipts of all versions of a transaction, as of L1 block `head`.
 *
 * Mined counts from `confirmations` blocks on, in the block that is canonical now. Lost counts only when the nonce
 * has been used for as many blocks and no version of ours has a receipt.
 */
export async function findFate(
  client: RpcClient,
  query: { account: Address; versions: readonly SignedRecord[]; confirmations: number; head: bigint },
): Promise<Fate> {
  const { account, versions, confirmations, head } = query
  const receipts = await Promise.all(versions.map((version) => findReceipt(client, version)))
  const receipt = receipts.find((one) => one !== undefined)
  const [first] = versions
  if (!first) return { kind: 'open' }
  if (receipt) {
    if (head - receipt.blockNumber + 1n < BigInt(confirmations)) return { kind: 'open' }
    return { kind: 'mined', entry: toEntry(first.stepId, receipt) }
  }
  const settledBlock = head - BigInt(confirmations - 1)
  if (settledBlock < 0n) return { kind: 'open' }
  const used = await reach(client, () =>
    client.getTransactionCount({ address: account, blockNumber: settledBlock }),
  )
  if (used <= first.nonce) return { kind: 'open' }
  // Looked at in this order a version mined in between is seen now.
  const again = await Promise.all(versions.map((version) => findReceipt(client, version)))
  if (again.some((one) => one !== undefined)) return { kind: 'open' }
  return {
    kind: 'lost',
    entry: {
      kind: 'dropped',
      stepId: first.stepId,
      hash: first.hash,
      reason: `nonce ${first.nonce} used elsewhere`,
    },
    error: (step) => new ForeignNonceError({ account, nonce: first.nonce, step }),
  }
}

function toEntry(stepId: string, receipt: TransactionReceipt): MinedRecord {
  return {
    kind: 'mined',
    stepId,
    hash: receipt.transactionHash,
    blockNumber: receipt.blockNumber,
    blockHash: receipt.blockHash,
    status: receipt.status,
    gasUsed: receipt.gasUsed,
  }
}

async function findReceipt(
  client: RpcClient,
  { hash }: SignedRecord,
): Promise<TransactionReceipt | undefined> {
  return reach(client, async () => {
    try {
      return await client.getTransactionReceipt({ hash })
    } catch (error) {
      if (error instanceof TransactionReceiptNotFoundError) return undefined
      throw error
    }
  })
}
