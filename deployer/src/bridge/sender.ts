import { type Abi, type Address, type Hex, zeroHash } from 'viem'
import { sendAll, type TxLog } from '../apply/transactor.ts'
import { ForeignNonceError, RevertedError, UnfundedError } from '../core/errors/index.ts'
import type { RawSigner } from '../core/ports.ts'
import { estimateGas } from '../rpc/call.ts'
import { type RpcClient, reach } from '../rpc/client.ts'
import { suggestFees } from '../rpc/fees.ts'
import { type FaultHook, openJournal } from '../state/journal.ts'
import { acquireLock } from '../state/lock.ts'
import { foldJournal, type MinedRecord, type State } from '../state/state.ts'
import { findReceipt } from './receipts.ts'

const SECOND_LOOK_MS = 5_000

/** A transaction of the bridge. `abi`: to explain its reverts; `estimateAs`: another origin to estimate its gas for. */
export type BridgeTransaction = {
  id: string
  title: string
  to: Address
  data: Hex
  valueWei?: bigint
  abi?: Abi
  estimateAs?: Address
}

/** What may be done on one chain while nobody else of this deployment sends there. */
export type SenderSession = {
  state(): State
  /** Sends a transaction once, whatever happens, and waits until it is mined. */
  send(transaction: BridgeTransaction): Promise<MinedRecord>
  /** Remembers that what the user asked for is done: the same request is a new one from now on. */
  finish(id: string): void
}

export type SenderOptions = {
  client: RpcClient
  chainId: number
  signer: RawSigner
  /** The journal; its lock lies beside it. */
  file: string
  confirmations: number
  maxFeePerGasWei: bigint
  now: () => number
  wait: (ms: number) => Promise<void>
  signal: AbortSignal
  report: (text: string) => void
  onWrite?: FaultHook
}

/** Transactions of one account on one chain: signed, journaled, then sent, and never signed twice. */
export type Sender = {
  address: Address
  /**
   * Locks the journal, waits for what an interrupted run has signed, then runs.
   *
   * @throws LockedError, RpcUnreachableError, UnfundedError, RevertedError, NotMinedError
   */
  run<T>(body: (session: SenderSession) => Promise<T>): Promise<T>
}

export function createSender(options: SenderOptions): Sender {
  const { client, signer, file, report } = options

  async function run<T>(body: (session: SenderSession) => Promise<T>): Promise<T> {
    const lock = acquireLock(`${file}.lock`, `the bridge on ${client.rpcName}`)
    const journal = openJournal(file, options)
    const state = (): State => foldJournal(journal.records())
    const log: TxLog = {
      pending: () => [...state().pending.values()].flat().filter(({ from }) => from === signer.address),
      append: (entries) => {
        journal.append(entries)
      },
    }
    const settings = { ...options, log, planId: zeroHash, inFlight: 1 }

    async function sendOne(transaction: BridgeTransaction): Promise<MinedRecord> {
      const gasLimit = await prepare(transaction)
      try {
        const [mined] = await sendAll(settings, [{ ...transaction, gasLimit }])
        if (mined) return mined
      } catch (error) {
        if (!(error instanceof ForeignNonceError)) throw error
        // Nodes show a nonce as used before they show the receipt: money is not sent again for that.
        await options.wait(SECOND_LOOK_MS)
        const late = await findMined(transaction.id)
        if (late) return late
        throw error
      }
      throw new TypeError(`no receipt of ${transaction.id}`)
    }

    /** The receipt of anything that was ever signed for a request, whatever the journal thinks became of it. */
    async function findMined(id: string): Promise<MinedRecord | undefined> {
      for (const record of journal.records()) {
        if (record.kind !== 'signed' || record.stepId !== id) continue
        const receipt = await findReceipt(client, record.hash)
        if (!receipt || receipt.status === 'reverted') continue
        const { transactionHash: hash, blockNumber, blockHash, status, gasUsed } = receipt
        const mined = { kind: 'mined', stepId: id, hash, blockNumber, blockHash, status, gasUsed } as const
        journal.append([mined])
        return mined
      }
      return undefined
    }

    try {
      try {
        if ((await log.pending()).length > 0) report('waiting for a transaction of an earlier run')
        await sendAll(settings, [])
      } catch (error) {
        // What became of an earlier transaction changes what is left to do, not that it can be done.
        if (!(error instanceof RevertedError || error instanceof ForeignNonceError)) throw error
        report(error.message)
      }
      return await body({
        state,
        send: async (transaction) => {
          const { id, title } = transaction
          const mined = (await findMined(id)) ?? (await sendOne(transaction))
          report(`${title}: ${mined.hash}`)
          return mined
        },
        finish: (id) => {
          journal.append([{ kind: 'stage', stage: id, facts: {} }])
        },
      })
    } finally {
      journal.close()
      lock.release()
    }
  }

  /** The gas limit, after a look at what the account has. */
  async function prepare(transaction: BridgeTransaction): Promise<bigint> {
    const { title, to, data, valueWei = 0n, abi, estimateAs = signer.address } = transaction
    const hasWei = await reach(client, () => client.getBalance({ address: signer.address }))
    const requireWei = (neededWei: bigint): void => {
      if (hasWei < neededWei) throw new UnfundedError({ account: signer.address, neededWei, hasWei })
    }
    requireWei(valueWei)
    const estimate = await estimateGas(client, { from: estimateAs, to, data, valueWei }, abi)
    if (!estimate.ok) throw new RevertedError({ step: title, reason: estimate.reason })
    // Fees of deposits and the work inside of a withdrawal change from block to block.
    const gasLimit = (estimate.gas * 3n) / 2n
    const { maxFeePerGas } = await suggestFees(client, options.maxFeePerGasWei)
    requireWei(valueWei + gasLimit * maxFeePerGas)
    return gasLimit
  }

  return { address: signer.address, run }
}
