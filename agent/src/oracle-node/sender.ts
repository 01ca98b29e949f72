import {
  type Market,
  type RawSigner,
  reach,
  sendAll,
  simulate,
  type TransactionRequest,
  type TxLog,
  UnfundedError,
} from '@opraas/deployer'
import { type Abi, type Address, zeroHash } from 'viem'
import type { Log } from '../log.ts'
import { abortable } from '../probe/abort.ts'

/** Transactions on their way at once. */
const IN_FLIGHT = 10
const MAX_FEE_PER_GAS_WEI = 500_000_000_000n

/** An account has to be able to pay this many transactions before it begins. */
const WORKING_TRANSACTIONS = 100n

/** Nothing is kept: a node that starts again decides anew from what the chain shows. */
const noMemory: TxLog = { pending: () => [], append: () => undefined }

/** Sends what was decided on, from one account. `abi` knows the errors of the contracts that are called. */
export function createSender(deps: {
  market: Market
  signer: RawSigner
  abi: Abi
  log: Log
  signal: AbortSignal
}) {
  const { market, signer, abi, log, signal } = deps
  const { client, marketChainId } = market
  /** Refusals told already, so that one is not told at every look. */
  const told = new Set<string>()

  return {
    /** True while transactions of this account, maybe of an earlier process, are not mined. */
    async isBusy(): Promise<boolean> {
      const { address } = signer
      const [latest, pending] = await reach(client, () =>
        Promise.all([
          client.getTransactionCount({ address, blockTag: 'latest' }),
          client.getTransactionCount({ address, blockTag: 'pending' }),
        ]),
      )
      return pending > latest
    },

    /** Sends those that would succeed now and waits until they are mined. */
    async send(requests: readonly TransactionRequest[]): Promise<void> {
      const accepted: TransactionRequest[] = []
      for (const request of requests) if (await wouldSucceed(request)) accepted.push(request)
      if (accepted.length === 0) return
      const sending = sendAll(
        {
          client,
          chainId: marketChainId,
          signer,
          log: noMemory,
          planId: zeroHash,
          confirmations: 1,
          maxFeePerGasWei: MAX_FEE_PER_GAS_WEI,
          inFlight: IN_FLIGHT,
          pollMs: 250,
          now: () => Date.now(),
          wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
          signal,
          onMined: ({ stepId, hash, gasUsed }) => log.info('node.mined', { step: stepId, hash, gasUsed }),
        },
        accepted,
      )
      await abortable(sending, signal)
    },
  }

  async function wouldSucceed({ id, title, to, data }: TransactionRequest): Promise<boolean> {
    const simulation = await simulate(client, { from: signer.address, to, data }, abi)
    if (simulation.ok) return true
    const key = `${id} ${simulation.reason}`
    if (!told.has(key)) log.warn('node.refused', { step: id, title, reason: simulation.reason })
    told.add(key)
    return false
  }
}

export type Sender = ReturnType<typeof createSender>

/** The account pays for what it sends. @throws UnfundedError, RpcUnreachableError */
export async function requireGas(
  { client }: Market,
  { account, gas }: { account: Address; gas: bigint },
): Promise<void> {
  const [hasWei, gasPriceWei] = await reach(client, () =>
    Promise.all([client.getBalance({ address: account }), client.getGasPrice()]),
  )
  const neededWei = WORKING_TRANSACTIONS * gas * gasPriceWei
  if (hasWei < neededWei) throw new UnfundedError({ account, neededWei, hasWei })
}
