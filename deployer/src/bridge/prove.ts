import { encodeFunctionData, type Hash, type Hex } from 'viem'
import { WithdrawalNotReadyError } from '../core/errors/index.ts'
import { gamesPortalAbi } from '../core/withdrawals/abi.ts'
import { type BridgeContext, poll } from './context.ts'
import { type InitiatedWithdrawal, requireWithdrawal } from './receipts.ts'
import { describeStep, readStep, type WithdrawalStep } from './status.ts'

/** A proven withdrawal. `l1Hash`: of this run's transaction; absent when it was proven before. */
export type Proven = {
  l2Hash: Hash
  withdrawalHash: Hex
  step: Exclude<WithdrawalStep['kind'], 'initiated' | 'provable'>
  l1Hash?: Hash
  /** Game or output it was proven against. */
  proposal?: { index: bigint; l2BlockNumber: bigint }
}

/**
 * Proves a withdrawal on L1, unless a proof that can still lead to money is there already.
 *
 * @param options.wait - Wait until a proposal covers it.
 * @throws WithdrawalNotReadyError, ArgumentError, RevertedError, UnfundedError
 */
export async function prove(
  context: BridgeContext,
  { hash, wait }: { hash: Hash; wait: boolean },
): Promise<Proven> {
  const initiated = await requireWithdrawal(context.l2, hash)
  const { withdrawalHash } = initiated.withdrawal
  const first = await poll(context, async () => {
    const step = await readStep(context, initiated)
    if (step.kind !== 'initiated') return { done: step }
    const reason = `no right proposal on L1 covers L2 block ${initiated.l2BlockNumber}`
    if (!wait) throw new WithdrawalNotReadyError({ withdrawal: hash, step: 'prove', reason })
    return { waitingFor: describeStep(step) }
  })
  const known = { l2Hash: hash, withdrawalHash }
  if (first.kind !== 'provable') return { ...known, step: requireProven(first) }
  const sent = await context.sendOnL1().run(async ({ send }) => {
    // Looked at again: an interrupted run may have proven it.
    const step = await readStep(context, initiated)
    if (step.kind !== 'provable') return undefined
    const { proposal } = step.provable
    const { hash: l1Hash } = await send({
      id: `prove:${withdrawalHash}:${proposal.index}:${proposal.root}`,
      title: 'Proof',
      to: context.portal,
      data: encodeProof(initiated, step.provable),
      abi: gamesPortalAbi,
    })
    return { l1Hash, proposal: { index: proposal.index, l2BlockNumber: proposal.l2BlockNumber } }
  })
  return { ...known, step: requireProven(await readStep(context, initiated)), ...sent }
}

function encodeProof(
  { withdrawal }: InitiatedWithdrawal,
  { proposal, outputRootProof, withdrawalProof }: Extract<WithdrawalStep, { kind: 'provable' }>['provable'],
): Hex {
  return encodeFunctionData({
    // Both generations' portals have this function.
    abi: gamesPortalAbi,
    functionName: 'proveWithdrawalTransaction',
    args: [withdrawal, proposal.index, outputRootProof, withdrawalProof],
  })
}

function requireProven({ kind }: WithdrawalStep): Proven['step'] {
  if (kind !== 'initiated' && kind !== 'provable') return kind
  throw new TypeError('L1 has mined a proof and does not show it')
}
