import type { Address, Hash, Hex } from 'viem'
import { getL2TransactionHashes } from 'viem/op-stack'
import { ArgumentError } from '../core/errors/index.ts'
import { phaseOf, type WithdrawalPhase } from '../core/withdrawals/phase.ts'
import { type BridgeContext, poll } from './context.ts'
import { readFacts } from './facts.ts'
import { findProvable, type Provable } from './proposals.ts'
import { findReceipt, findWithdrawal, type InitiatedWithdrawal } from './receipts.ts'

/** Where a withdrawal stands; an unproven one is initiated, or provable once a right proposal covers it. */
export type WithdrawalStep =
  | Exclude<WithdrawalPhase, { kind: 'unproven' }>
  | { kind: 'initiated' }
  | { kind: 'provable'; provable: Provable }

/** Where a deposit or a withdrawal stands, for people and programs. Unix seconds. */
export type BridgeStatus =
  | { kind: 'deposit'; l1Hash: Hash; l2Hash: Hash; step: 'on its way' | 'arrived' | 'refused' }
  | {
      kind: 'withdrawal'
      l2Hash: Hash
      withdrawalHash: Hex
      target: Address
      valueWei: bigint
      step: WithdrawalStep['kind']
      readyAt?: bigint
      next: string
    }

/** Looks where a withdrawal stands now. @throws RpcUnreachableError */
export async function readStep(
  context: BridgeContext,
  initiated: InitiatedWithdrawal,
): Promise<WithdrawalStep> {
  const phase = phaseOf(await readFacts(context, initiated.withdrawal.withdrawalHash))
  if (phase.kind !== 'unproven') return phase
  const provable = await findProvable(context, initiated)
  return provable ? { kind: 'provable', provable } : { kind: 'initiated' }
}

/** What a step waits for, or what is next, in words. */
export function describeStep(step: WithdrawalStep): string {
  switch (step.kind) {
    case 'initiated':
      return 'a proposal on L1 that covers its L2 block'
    case 'provable':
      return 'being proven'
    case 'disputable':
      return 'the resolution of the game it was proven against'
    case 'proven':
      return `L1 time ${new Date(Number(step.readyAt) * 1000).toISOString()}, when its windows have passed`
    case 'finalizable':
      return 'being finalized'
    case 'finalized':
      return 'nothing more'
    default:
      throw new TypeError(`unknown step ${(step satisfies never as WithdrawalStep).kind}`)
  }
}

/** Steps at which nothing can be done but wait. */
export function isWaiting({ kind }: WithdrawalStep): boolean {
  return kind === 'initiated' || kind === 'disputable' || kind === 'proven'
}

/**
 * Where a withdrawal (by its L2 transaction) or a deposit (by its L1 transaction) stands.
 *
 * @param options.wait - Wait until something can be done, or until there is nothing left to do.
 * @throws ArgumentError when neither chain has such a transaction
 */
export async function status(
  context: BridgeContext,
  { hash, wait }: { hash: Hash; wait: boolean },
): Promise<BridgeStatus> {
  const initiated = await findWithdrawal(context.l2, hash)
  if (!initiated) return depositStatus(context, { l1Hash: hash, wait })
  const step = await poll(context, async () => {
    const now = await readStep(context, initiated)
    return wait && isWaiting(now) ? { waitingFor: describeStep(now) } : { done: now }
  })
  const { withdrawalHash, target, value } = initiated.withdrawal
  return {
    kind: 'withdrawal',
    l2Hash: hash,
    withdrawalHash,
    target,
    valueWei: value,
    step: step.kind,
    ...(step.kind === 'proven' && { readyAt: step.readyAt }),
    next: describeStep(step),
  }
}

async function depositStatus(
  context: BridgeContext,
  { l1Hash, wait }: { l1Hash: Hash; wait: boolean },
): Promise<BridgeStatus> {
  const sent = await findReceipt(context.l1, l1Hash)
  const [l2Hash] = sent ? getL2TransactionHashes(sent) : []
  if (!l2Hash) {
    throw new ArgumentError({
      argument: 'hash',
      found: l1Hash,
      expected: 'the L2 transaction of a withdrawal, or the L1 transaction of a deposit',
    })
  }
  const step = await poll(context, async () => {
    const receipt = await findReceipt(context.l2, l2Hash)
    if (receipt) return { done: receipt.status === 'success' ? ('arrived' as const) : ('refused' as const) }
    return wait ? { waitingFor: 'the deposit on L2' } : { done: 'on its way' as const }
  })
  return { kind: 'deposit', l1Hash, l2Hash, step }
}
