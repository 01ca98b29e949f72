import { encodeFunctionData, type Hash, type Hex, parseEventLogs, type TransactionReceipt } from 'viem'
import { MoneyNotArrivedError, RevertedError, WithdrawalNotReadyError } from '../core/errors/index.ts'
import { ESTIMATION_ADDRESS, gamesPortalAbi, outputsPortalAbi } from '../core/withdrawals/abi.ts'
import type { WithdrawalProof } from '../core/withdrawals/phase.ts'
import { reach } from '../rpc/client.ts'
import { type BridgeContext, poll } from './context.ts'
import { findReceipt, type InitiatedWithdrawal, requireWithdrawal, type Withdrawal } from './receipts.ts'
import { describeStep, readStep } from './status.ts'
import { requirePortalFunds } from './withdraw.ts'

/**
 * A finalized withdrawal. Amounts in wei. `arrivedWei`: what the target's balance gained in that L1 block, the gas it
 * paid itself added; absent when this run did not finalize it.
 */
export type Finalized = {
  l2Hash: Hash
  withdrawalHash: Hex
  target: Hex
  valueWei: bigint
  l1Hash?: Hash
  arrivedWei?: bigint
}

/**
 * Finalizes a proven withdrawal on L1, once, and checks that the money arrived. Refuses while the call to the target
 * would fail: the portal would use the withdrawal up all the same.
 *
 * @param options.wait - Wait until its game is resolved and the windows have passed.
 * @throws WithdrawalNotReadyError, PortalUnfundedError, MoneyNotArrivedError, RevertedError, ArgumentError
 */
export async function finalize(
  context: BridgeContext,
  { hash, wait }: { hash: Hash; wait: boolean },
): Promise<Finalized> {
  const initiated = await requireWithdrawal(context.l2, hash)
  const { withdrawal } = initiated
  const { withdrawalHash, target, value: valueWei } = withdrawal
  const known = { l2Hash: hash, withdrawalHash, target, valueWei }
  const first = await poll(context, async () => {
    const step = await readStep(context, initiated)
    if (step.kind === 'finalizable' || step.kind === 'finalized') return { done: step }
    const reason = step.kind === 'provable' ? 'it has not been proven' : `it waits for ${describeStep(step)}`
    if (!wait || step.kind === 'provable') {
      throw new WithdrawalNotReadyError({ withdrawal: hash, step: 'finalize', reason })
    }
    return { waitingFor: describeStep(step) }
  })
  if (first.kind === 'finalized') return { ...known, ...(await requirePaid(context, initiated)) }
  const l1Hash = await context.sendOnL1().run(async ({ send }) => {
    // Looked at again: an interrupted run, or somebody else, may have finalized it.
    const step = await readStep(context, initiated)
    if (step.kind !== 'finalizable') return undefined
    await requirePortalFunds(context, valueWei)
    const mined = await send({
      id: `finalize:${withdrawalHash}`,
      title: 'Finalization',
      to: context.portal,
      data: encodeFinalization(withdrawal, step.proof),
      abi: gamesPortalAbi,
      estimateAs: ESTIMATION_ADDRESS,
    })
    return mined.hash
  })
  if (!l1Hash) return { ...known, ...(await requirePaid(context, initiated)) }
  const receipt = await findReceipt(context.l1, l1Hash)
  if (!receipt)
    throw new RevertedError({ step: 'Finalization', hash: l1Hash, reason: 'L1 has dropped it again' })
  requireSuccess(receipt.logs, { ...known, l1Hash })
  return { ...known, l1Hash, arrivedWei: await requireArrival(context, withdrawal, receipt) }
}

/** In the dispute-game generation anybody may finalize on the proof of whoever proved. */
function encodeFinalization(withdrawal: Withdrawal, { submitter }: WithdrawalProof): Hex {
  if (submitter) {
    return encodeFunctionData({
      abi: gamesPortalAbi,
      functionName: 'finalizeWithdrawalTransactionExternalProof',
      args: [withdrawal, submitter],
    })
  }
  return encodeFunctionData({
    abi: outputsPortalAbi,
    functionName: 'finalizeWithdrawalTransaction',
    args: [withdrawal],
  })
}

type Paid = Pick<Finalized, 'withdrawalHash' | 'target' | 'valueWei'> & { l1Hash: Hash }

/** @throws MoneyNotArrivedError when the portal says that the call to the target failed */
function requireSuccess(logs: TransactionReceipt['logs'], paid: Paid): void {
  const { withdrawalHash, l1Hash: hash, target, valueWei } = paid
  const event = parseEventLogs({ abi: gamesPortalAbi, eventName: 'WithdrawalFinalized', logs }).find(
    ({ args }) => args.withdrawalHash === withdrawalHash,
  )
  if (!event?.args.success) throw new MoneyNotArrivedError({ withdrawalHash, hash, target, valueWei })
}

/**
 * What the target gained in the block. Only an account without code that sends nothing else in that block is judged.
 *
 * @throws MoneyNotArrivedError
 */
async function requireArrival(
  { l1 }: BridgeContext,
  { target: address, value: valueWei, withdrawalHash }: Withdrawal,
  receipt: TransactionReceipt,
): Promise<bigint> {
  const { blockNumber, from, gasUsed, effectiveGasPrice, transactionHash: hash } = receipt
  const parent = blockNumber - 1n
  const [before, after, sentBefore, sentAfter, code] = await reach(l1, () =>
    Promise.all([
      l1.getBalance({ address, blockNumber: parent }),
      l1.getBalance({ address, blockNumber }),
      l1.getTransactionCount({ address, blockNumber: parent }),
      l1.getTransactionCount({ address, blockNumber }),
      l1.getCode({ address }),
    ]),
  )
  const isSender = from.toLowerCase() === address.toLowerCase()
  const arrivedWei = after - before + (isSender ? gasUsed * effectiveGasPrice : 0n)
  const isQuiet = (code ?? '0x') === '0x' && sentAfter - sentBefore === (isSender ? 1 : 0)
  if (isQuiet && arrivedWei < valueWei) {
    throw new MoneyNotArrivedError({ withdrawalHash, hash, target: address, valueWei })
  }
  return arrivedWei
}

/** For a withdrawal finalized before: by which transaction, and that it paid. Nothing when L1 shows no log of it. */
async function requirePaid(
  { l1, portal, l1OriginNumber }: BridgeContext,
  { withdrawal }: InitiatedWithdrawal,
): Promise<{ l1Hash?: Hash }> {
  const { withdrawalHash, target, value: valueWei } = withdrawal
  const [log] = await reach(l1, () =>
    l1.getContractEvents({
      address: portal,
      abi: gamesPortalAbi,
      eventName: 'WithdrawalFinalized',
      args: { withdrawalHash },
      fromBlock: l1OriginNumber,
    }),
  )
  if (!log) return {}
  const l1Hash = log.transactionHash
  if (!log.args.success) throw new MoneyNotArrivedError({ withdrawalHash, hash: l1Hash, target, valueWei })
  return { l1Hash }
}
