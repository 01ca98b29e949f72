import type { Address, Hash, Hex } from 'viem'
import { call as ethCall, getTransactionCount } from 'viem/actions'
import type { ChainClient } from '../chain/client.ts'
import type { WalletActions } from '../wallet/store.ts'
import { awaitNonce, awaitReceipt, type Sent } from './awaitReceipt.ts'
import { isDeclined, isRevert, reasonOfFailure } from './failures.ts'
import { findPending, forgetPending, keepPending, nonceAfterPending } from './pending.ts'
import type { TxPhase } from './phase.ts'
import { reasonOfRevert, type Say } from './reasons.ts'

/** One call: wei, gas units. Without `gas` the wallet estimates. */
export type Call = { to: Address; data: Hex; value?: bigint; gas?: bigint }

export type TxRequest = {
  /** Names this act for good: after a reload it is found again by it. */
  id: string
  client: ChainClient
  chainId: number
  confirmations: number
  account: Address
  call: Call
  say: Say
  /** True when the chain shows the effect already, by whatever transaction. */
  isDone?: (() => Promise<boolean>) | undefined
}

/**
 * Tries a call out, asks the wallet, and follows the transaction to its end. Nothing is asked for twice: what was
 * begun under the same id is taken up first.
 */
export async function runTransaction(
  request: TxRequest,
  wallet: WalletActions,
  onPhase: (phase: TxPhase) => void,
  signal: AbortSignal,
): Promise<TxPhase> {
  const end = (phase: TxPhase): TxPhase => {
    if (!signal.aborted) onPhase(phase)
    return phase
  }
  const taken = await resumeTransaction(request, onPhase, signal)
  if (taken) return end(taken)

  onPhase({ kind: 'checking' })
  const { id, client, chainId, account, call, say } = request
  let nonce: number
  try {
    nonce = await getTransactionCount(client, { address: account, blockTag: 'pending' })
    await ethCall(client, { account, ...call })
  } catch (error) {
    if (isRevert(error)) return end({ kind: 'reverted', reason: reasonOfRevert(error, say) })
    return end({ kind: 'failed', reason: reasonOfFailure(error, 'The check did not come through') })
  }
  if (signal.aborted) return { kind: 'idle' }

  onPhase({ kind: 'wallet' })
  keepPending(id, { chainId, account, nonce, hash: undefined })
  let hash: Hash
  try {
    const { to, data, value = 0n, gas } = call
    hash = await wallet.send({ chainId, account, to, data, value, gas })
  } catch (error) {
    if (isDeclined(error)) {
      forgetPending(id)
      return end({ kind: 'declined' })
    }
    // What the wallet said does not tell whether it has sent: what is pending is looked at before the next attempt.
    return end({ kind: 'failed', reason: reasonOfFailure(error, 'The wallet did not send it') })
  }
  // A node that has not heard of earlier ones counts too low: the number must not seem used before it is.
  const sent = { chainId, account, nonce: Math.max(nonce, nonceAfterPending({ chainId, account })), hash }
  keepPending(id, sent)
  return end(await follow(request, sent, onPhase, signal))
}

/** Takes up what was begun under the request's id; undefined when nothing was, or nothing came of it. */
export async function resumeTransaction(
  request: TxRequest,
  onPhase: (phase: TxPhase) => void,
  signal: AbortSignal,
): Promise<TxPhase | undefined> {
  const pending = findPending(request.id)
  if (!pending || pending.chainId !== request.chainId) return undefined
  const { hash } = pending
  if (hash !== undefined) return follow(request, { ...pending, hash }, onPhase, signal)
  const outcome = await awaitNonce(request, pending, onPhase, signal)
  if (outcome === 'unknown') return undefined
  forgetPending(request.id)
  if (outcome === 'used' && (await request.isDone?.()))
    return { kind: 'confirmed', hash: undefined, receipt: undefined }
  return undefined
}

async function follow(
  request: TxRequest,
  sent: Sent,
  onPhase: (phase: TxPhase) => void,
  signal: AbortSignal,
): Promise<TxPhase> {
  const phase = await awaitReceipt(request, sent, onPhase, signal)
  if (phase.kind !== 'sent') forgetPending(request.id)
  return phase
}
