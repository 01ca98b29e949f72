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

/** How long one wait lasts, and after how many it says that it still waits. */
const WAIT_MS = 15_000
const PATIENCE_WAITS = 4
const CONFIRMATIONS_MS = 120_000
const POLL_MS = 1_000
/** So many looks in a row must agree that a transaction is gone: nodes behind one URL differ for a while. */
const GONE_LOOKS = 2

const NO_ANSWER = 'The RPC does not answer. The transaction is on its way; this page keeps asking.'
const NOT_MINED = 'Not in a block yet. Your wallet can speed it up or cancel it.'

/** A transaction that a wallet has sent. */
export type Sent = Pending & { hash: Hash }

/**
 * Follows a transaction to its last confirmation, through silent RPCs, repricing and cancelling.
 *
 * @returns `confirmed`, `reverted`, `replaced` or, when its number went to one that was never seen, what can be said
 * of that; `sent` only when the signal ended the wait.
 */
export async function awaitReceipt(
  request: TxRequest,
  sent: Sent,
  onPhase: (phase: TxPhase) => void,
  signal: AbortSignal,
): Promise<TxPhase> {
  const { client, confirmations } = request
  const { hash } = sent
  let note: string | undefined
  let gone = 0
  for (let waits = 1; !signal.aborted; waits++) {
    onPhase({ kind: 'sent', hash, ...(note !== undefined && { note }) })
    let replaced: ReplacementReturnType | undefined
    try {
      const wait = (wanted: number, timeout: number): Promise<TransactionReceipt> =>
        waitForTransactionReceipt(client, {
          ...{ hash, timeout, confirmations: wanted },
          onReplaced: (replacement) => {
            replaced = replacement
          },
        })
      const first = await wait(1, WAIT_MS)
      if (confirmations > 1) {
        const mined = first.transactionHash
        onPhase({ kind: 'confirming', hash: mined, seen: 1, wanted: confirmations })
        await wait(confirmations, CONFIRMATIONS_MS)
      }
      return await judge(request, first, hash, replaced)
    } catch (error) {
      if (!(error instanceof WaitForTransactionReceiptTimeoutError)) {
        note = NO_ANSWER
        await pause(POLL_MS)
        continue
      }
      const fate = await lookFor(request, sent)
      gone = fate === 'gone' ? gone + 1 : 0
      const phase = gone >= GONE_LOOKS ? await judgeUnseen(request, sent) : undefined
      if (phase) return phase
      if (fate === 'no answer') note = NO_ANSWER
      else note = waits >= PATIENCE_WAITS ? NOT_MINED : undefined
    }
  }
  return { kind: 'sent', hash }
}

/** `gone`: the account's number was used, and not by this transaction. It was replaced before anybody saw by what. */
async function lookFor(
  { client }: TxRequest,
  { account, nonce, hash }: Sent,
): Promise<'gone' | 'on its way' | 'no answer'> {
  try {
    const [used, known] = await Promise.all([
      getTransactionCount(client, { address: account, blockTag: 'latest' }),
      client.request({ method: 'eth_getTransactionByHash', params: [hash] }),
    ])
    return used > nonce && known === null ? 'gone' : 'on its way'
  } catch {
    return 'no answer'
  }
}

/** What can be said of a transaction that is gone; undefined while nobody answers. */
async function judgeUnseen({ isDone }: TxRequest, { hash }: Sent): Promise<TxPhase | undefined> {
  if (!isDone)
    return {
      kind: 'failed',
      reason: {
        sentence: 'Your wallet sent another transaction in its place.',
        next: 'Look at the figures before you try again: it may have done the same.',
      },
    }
  try {
    const isSame = await isDone()
    return isSame
      ? { kind: 'confirmed', hash: undefined, receipt: undefined }
      : { kind: 'replaced', how: 'other', hash }
  } catch {
    return undefined
  }
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
