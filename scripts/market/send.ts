import {
  createWalletClient,
  type Hash,
  type HttpTransport,
  http,
  type PrivateKeyAccount,
  type PublicClient,
  type TransactionReceipt,
} from 'viem'
import type { DeployStep } from './deploy.ts'

/**
 * Sends the transactions of a plan by consecutive nonces, all at once, and waits for them.
 *
 * @throws Error naming the first that failed
 */
export async function sendPlan(
  client: PublicClient<HttpTransport>,
  account: PrivateKeyAccount,
  { steps, firstNonce }: { steps: readonly DeployStep[]; firstNonce: number },
): Promise<TransactionReceipt[]> {
  const wallet = createWalletClient({ account, chain: client.chain, transport: http(client.transport.url) })
  const { baseFeePerGas } = await client.getBlock()
  const hashes: Hash[] = []
  for (const [index, step] of steps.entries()) {
    const bytes = BigInt((step.data.length - 2) / 2)
    hashes.push(
      await wallet.sendTransaction({
        chain: client.chain ?? null,
        nonce: firstNonce + index,
        data: step.data,
        gas: step.to ? 1_000_000n : 1_000_000n + 320n * bytes,
        maxFeePerGas: 4n * (baseFeePerGas ?? 0n) + 1_000_000_000n,
        maxPriorityFeePerGas: 1_000_000_000n,
        ...(step.to && { to: step.to }),
      }),
    )
  }
  const receipts = await Promise.all(
    hashes.map((hash) => client.waitForTransactionReceipt({ hash, timeout: 60_000 })),
  )
  const failed = receipts.findIndex(({ status }) => status !== 'success')
  if (failed >= 0) throw new Error(`${steps[failed]?.title} failed (transaction ${hashes[failed]})`)
  return receipts
}
