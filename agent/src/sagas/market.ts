import { marketplaceAbi, slaOracleAbi } from '@opraas/contracts'
import { RevertedError } from '@opraas/deployer'
import { encodeFunctionData } from 'viem'
import type { Agreement } from '../chain/agreements.ts'
import type { AgentDeps } from './deps.ts'

/** Epochs booked by one transaction at most: bounded gas, and the next pass takes the rest. */
const MAX_EPOCHS = 50

/** Books what is judged or silent. */
export async function settle(deps: AgentDeps, { agreementId }: Agreement, fromEpoch: number): Promise<void> {
  await deps.operator.send({
    id: `settle/${agreementId}/${fromEpoch}`,
    title: `Settle epoch ${fromEpoch}`,
    to: deps.market.marketplace,
    data: encodeFunctionData({
      abi: marketplaceAbi,
      functionName: 'settle',
      args: [agreementId, MAX_EPOCHS],
    }),
    gasLimit: 2_000_000n,
  })
}

/** Asks the oracle for a verdict that its own side did not ask for. A refusal (already asked, no LINK) is no fault. */
export async function requestVerdict(deps: AgentDeps, agreement: Agreement, epoch: number): Promise<void> {
  const { agreementId, terms } = agreement
  try {
    await deps.operator.send({
      id: `request/${agreementId}/${epoch}`,
      title: `Ask for the verdict of epoch ${epoch}`,
      to: terms.oracle,
      data: encodeFunctionData({ abi: slaOracleAbi, functionName: 'request', args: [agreementId, epoch] }),
      gasLimit: 1_000_000n,
    })
  } catch (error) {
    if (!(error instanceof RevertedError)) throw error
    deps.log.info('agent.requestRefused', { agreementId, epoch, reason: error.message })
  }
}

/** Goes on with a suspended agreement that is paid again. */
export async function resume(deps: AgentDeps, { agreementId, settledEpochs }: Agreement): Promise<void> {
  await deps.operator.send({
    id: `resume/${agreementId}/${settledEpochs}`,
    title: `Resume with epoch ${settledEpochs}`,
    to: deps.market.marketplace,
    data: encodeFunctionData({ abi: marketplaceAbi, functionName: 'resume', args: [agreementId] }),
    gasLimit: 300_000n,
  })
}

/** Brings an agreement to its end state. */
export async function close(deps: AgentDeps, { agreementId }: Agreement): Promise<void> {
  await deps.operator.send({
    id: `close/${agreementId}`,
    title: 'Close the agreement',
    to: deps.market.marketplace,
    data: encodeFunctionData({ abi: marketplaceAbi, functionName: 'close', args: [agreementId] }),
    gasLimit: 3_000_000n,
  })
}

/** Gives a chain that is not as agreed back, before the start, with a full refund. */
export async function reject(deps: AgentDeps, { agreementId }: Agreement, reason: string): Promise<void> {
  if (!deps.vendor) throw new TypeError('rejecting needs the vendor’s key')
  deps.log.warn('agent.reject', { agreementId, reason })
  await deps.vendor.send({
    id: `reject/${agreementId}`,
    title: 'Reject the chain',
    to: deps.market.marketplace,
    data: encodeFunctionData({ abi: marketplaceAbi, functionName: 'terminate', args: [agreementId] }),
    gasLimit: 1_000_000n,
  })
}

/** Collects what is earned, to the vendor itself. `upTo` tells claims of one agreement apart. */
export async function claim(deps: AgentDeps, { agreementId }: Agreement, upTo: string): Promise<void> {
  const { vendor, market } = deps
  if (!vendor) throw new TypeError('claiming needs the vendor’s key')
  await vendor.send({
    id: `claim/${agreementId}/${upTo}`,
    title: 'Claim what is earned',
    to: market.marketplace,
    data: encodeFunctionData({
      abi: marketplaceAbi,
      functionName: 'claim',
      args: [[agreementId], vendor.address],
    }),
    gasLimit: 300_000n,
  })
}
