import { marketErrorsAbi } from '@opraas/contracts'
import {
  type MinedRecord,
  type RawSigner,
  RevertedError,
  type RpcClient,
  reach,
  sendAll,
  simulate,
  type TransactionRequest,
} from '@opraas/deployer'
import { type Address, type Hash, type Hex, TransactionReceiptNotFoundError } from 'viem'
import type { Log } from '../log.ts'
import type { Store } from '../store/store.ts'
import { findAttempt, storedTxLog } from '../store/txLog.ts'

/** Sends the transactions of one account, one after another, each step once. */
export type Transactor = {
  address: Address
  /** Waits for what an earlier process had sent. */
  recover(): Promise<void>
  /**
   * Sends a step unless it has been mined and still is. A step that failed may be tried again.
   *
   * @returns The receipt; undefined when it had been mined before.
   * @throws {@link RevertedError} when it would fail, before anything is signed, or has failed
   */
  send(step: TransactionRequest): Promise<MinedRecord | undefined>
  /** Sends steps that depend on each other in one go, by consecutive nonces; only the first is tried beforehand. */
  sendInOrder(steps: readonly TransactionRequest[]): Promise<MinedRecord[]>
}

/** Transactions of one account on their way at once. */
const MAX_IN_FLIGHT = 8

export function createTransactor(options: {
  client: RpcClient
  chainId: number
  signer: RawSigner
  store: Store
  log: Log
  confirmations: number
  maxFeePerGasWei: bigint
  pollMs: number
  signal: AbortSignal
  wait: (ms: number) => Promise<void>
}): Transactor {
  const { client, chainId, signer, store, log } = options
  const txLog = storedTxLog(store, { account: signer.address, chainId })
  const planId: Hex = `0x${signer.address.slice(2).padStart(64, '0')}`
  let queue: Promise<unknown> = Promise.resolve()

  /** One at a time: a second nonce is chosen only when the fate of the first is known. */
  function enqueue<T>(run: () => Promise<T>): Promise<T> {
    const next = queue.then(run, run)
    queue = next.then(
      () => undefined,
      () => undefined,
    )
    return next
  }

  async function sendNow(requests: TransactionRequest[]): Promise<MinedRecord[]> {
    return sendAll(
      {
        client,
        chainId,
        signer,
        log: txLog,
        planId,
        confirmations: options.confirmations,
        maxFeePerGasWei: options.maxFeePerGasWei,
        inFlight: MAX_IN_FLIGHT,
        pollMs: options.pollMs,
        now: Date.now,
        wait: options.wait,
        signal: options.signal,
        explain: async (request) => {
          const simulation = await simulate(client, { from: signer.address, ...request }, marketErrorsAbi)
          return simulation.ok ? 'it would succeed now' : simulation.reason
        },
        onMined: ({ stepId, hash, gasUsed }) => log.info('transactor.mined', { step: stepId, hash, gasUsed }),
      },
      requests,
    )
  }

  return {
    address: signer.address,
    recover: () =>
      enqueue(async () => {
        try {
          await sendNow([])
        } catch (error) {
          // The failure is written down; whoever wanted the step looks at the chain and decides again.
          if (!(error instanceof RevertedError)) throw error
          log.warn('transactor.recovered', { reason: error.message })
        }
      }),
    send: (step) =>
      enqueue(async () => {
        const attempt = await findAttempt(store, step.id)
        if (attempt?.status === 'mined') {
          if (await isOnChain(attempt.hash)) return undefined
          // A reorg took its block: the same transaction is sent again, it cannot count twice.
          log.warn('transactor.reopened', { step: step.id, hash: attempt.hash })
          await txLog.reopen(attempt.stepId)
          return (await sendNow([{ ...step, id: attempt.stepId }]))[0]
        }
        if (attempt?.status === 'pending') return (await sendNow([{ ...step, id: attempt.stepId }]))[0]
        await requireSuccess(step)
        const id = attempt ? `${step.id}#${attempt.attempts + 1}` : step.id
        return (await sendNow([{ ...step, id }]))[0]
      }),
    sendInOrder: (steps) =>
      enqueue(async () => {
        const [first] = steps
        if (first) await requireSuccess(first)
        return sendNow([...steps])
      }),
  }

  async function isOnChain(hash: Hash): Promise<boolean> {
    return reach(client, async () => {
      try {
        await client.getTransactionReceipt({ hash })
        return true
      } catch (error) {
        if (error instanceof TransactionReceiptNotFoundError) return false
        throw error
      }
    })
  }

  async function requireSuccess(step: TransactionRequest): Promise<void> {
    const { to, data, title } = step
    const simulation = await simulate(client, { from: signer.address, to, data }, marketErrorsAbi)
    if (!simulation.ok) throw new RevertedError({ step: title, reason: simulation.reason })
  }
}
