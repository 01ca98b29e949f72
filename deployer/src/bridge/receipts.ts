import { type Hash, type TransactionReceipt, TransactionReceiptNotFoundError } from 'viem'
import { getWithdrawals } from 'viem/op-stack'
import { ArgumentError } from '../core/errors/index.ts'
import { type RpcClient, reach } from '../rpc/client.ts'

/** A transaction's receipt; undefined while it has none. @throws RpcUnreachableError */
export async function findReceipt(client: RpcClient, hash: Hash): Promise<TransactionReceipt | undefined> {
  return reach(client, async () => {
    try {
      return await client.getTransactionReceipt({ hash })
    } catch (error) {
      if (error instanceof TransactionReceiptNotFoundError) return undefined
      throw error
    }
  })
}

/** A message from L2 to L1. Amounts in wei. */
export type Withdrawal = ReturnType<typeof getWithdrawals>[number]

/** A withdrawal, and where on L2 it was initiated. Unix seconds. */
export type InitiatedWithdrawal = {
  l2Hash: Hash
  withdrawal: Withdrawal
  l2BlockNumber: bigint
  l2TimestampSeconds: bigint
}

/** The withdrawal that an L2 transaction initiated; undefined when L2 has no such transaction. */
export async function findWithdrawal(l2: RpcClient, l2Hash: Hash): Promise<InitiatedWithdrawal | undefined> {
  const receipt = await findReceipt(l2, l2Hash)
  if (!receipt) return undefined
  const [withdrawal, ...others] = getWithdrawals(receipt)
  if (!withdrawal || others.length > 0) {
    throw new ArgumentError({
      argument: 'hash',
      found: `a transaction with ${others.length + (withdrawal ? 1 : 0)} withdrawals`,
      expected: 'one withdrawal',
    })
  }
  const { blockNumber } = receipt
  const { timestamp } = await reach(l2, () => l2.getBlock({ blockNumber }))
  return { l2Hash, withdrawal, l2BlockNumber: blockNumber, l2TimestampSeconds: timestamp }
}

/** The same. @throws ArgumentError when L2 has no such transaction. */
export async function requireWithdrawal(l2: RpcClient, l2Hash: Hash): Promise<InitiatedWithdrawal> {
  const found = await findWithdrawal(l2, l2Hash)
  if (found) return found
  throw new ArgumentError({
    argument: 'hash',
    found: `${l2Hash}, which L2 does not have`,
    expected: 'the L2 transaction that initiated the withdrawal',
  })
}
