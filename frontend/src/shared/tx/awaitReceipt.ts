import {
  type Hash,
  type ReplacementReturnType,
  type TransactionReceipt,
  WaitForTransactionReceiptTimeoutError,
} from 'viem'
import { call as ethCall, getTransactionCount, waitForTransactionReceipt } from 'viem/actions'
import type { Pending } from './pending.ts'
import type { TxPhase } from './phase.ts'
import { reasonOfRevert } from './reasons.ts'
import type { TxRequest } from './runTransaction.ts'

/** How long one wait lasts before it says that it still waits. */
const PATIENCE_MS = 60_000
const POLL_MS = 1_000

/**
 * Follows a transaction to its last confirmation, through silent RPCs, repricing and cancelling.
 *
 * @returns `confirmed`, `reverted` or `replaced`; `sent` only when the signal ended the wait.
 */
export async function awaitReceipt(
  request: TxRequest,
  hash: Hash,
  onPhase: (phase: TxPhase) => void,
  signal: AbortSignal,
): Promise<TxPhase> {
  const { client, confirmations } = request
  let note: string | undefined
  while (!signal.aborted) {
    onPhase({ kind: 'sent', hash, ...(note !== undefined && { note }) })
    let replaced: ReplacementReturnType | undefined
    try {
      const wait = (wanted: number): Promise<TransactionReceipt> =>
        waitForTransactionReceipt(client, {
          hash,
          confirmations: wanted,
          timeout: PATIENCE_MS,
          onReplaced: (replacement) => {
            replaced = replacement
          },
        })
      const first = await wait(1)
      if (confirmations > 1) {
        const mined = first.transactionHash
        onPhase({ kind: 'confirming', hash: mined, seen: 1, wanted: confirmations })
        await wait(confirmations)
      }
      return await judge(request, first, hash, replaced)
    } catch (error) {
      const isSlow = error instanceof WaitForTransactionReceiptTimeoutError
      note = isSlow
        ? 'Not in a block yet. Your wallet can speed it up or cancel it.'
        : 'The RPC does not answer. The transaction is on its way; this page keeps asking.'
      if (!isSlow) await pause(POLL_MS)
    }
  }
  return { kind: 'sent', hash }
}

async function judge(
  request: TxRequest,
  receipt: TransactionReceipt,
  asked: Hash,
  replaced: ReplacementReturnType | undefined,
): Promise<TxPhase> {
  const hash = receipt.transactionHash
  if (replaced && replaced.reason !== 'repriced')
    return { kind: 'replaced', how: replaced.reason === 'cancelled' ? 'cancelled' : 'other', hash }
  if (receipt.status === 'reverted')
    return { kind: 'reverted', hash, reason: await whyReverted(request, receipt) }
  return { kind: 'confirmed', hash, receipt, ...(hash !== asked && { replacedHash: asked }) }
}

/** Runs the call again on the block before, where most reasons still hold. */
async function whyReverted({ client, account, call, say }: TxRequest, { blockNumber }: TransactionReceipt) {
  try {
    await ethCall(client, { account, ...call, blockNumber })
  } catch (error) {
    return reasonOfRevert(error, say)
  }
  return { sentence: 'The chain had changed when it was mined.', next: 'Look at the figures again.' }
}

/**
 * The wallet was asked and the page left before it answered: waits until the account's transactions are mined.
 *
 * @returns `used`: a transaction of this number is on chain. `free`: none was sent. `unknown`: the signal ended it.
 */
export async function awaitNonce(
  { client }: TxRequest,
  { account, nonce }: Pending,
  onPhase: (phase: TxPhase) => void,
  signal: AbortSignal,
): Promise<'used' | 'free' | 'unknown'> {
  while (!signal.aborted) {
    try {
      const [latest, pending] = await Promise.all([
        getTransactionCount(client, { address: account, blockTag: 'latest' }),
        getTransactionCount(client, { address: account, blockTag: 'pending' }),
      ])
      if (latest > nonce) return 'used'
      if (pending <= nonce) return 'free'
      onPhase({ kind: 'sent', hash: undefined, note: 'A transaction of yours is on its way since you left.' })
    } catch {
      onPhase({ kind: 'sent', hash: undefined, note: 'The RPC does not answer; this page keeps asking.' })
    }
    await pause(POLL_MS)
  }
  return 'unknown'
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
