import {
  anchorSteps,
  type BedrockArtifacts,
  type CheckResult,
  type Contracts,
  chainSteps,
  type GamesLayout,
  type Intent,
  type L1Step,
  layoutL1,
  planId,
  UNKNOWN_ANCHOR,
} from '@opraas/deployer/core'
import type { Address, Hash, Hex } from 'viem'
import type { ChainConfig } from '../../shared/config/schema.ts'
import { isBusy, type TxPhase } from '../../shared/tx/phase.ts'

/** A chain as its client has chosen it, and the bytecode it is made of. */
export type ChosenChain = { intent: Intent; toml: string; artifacts: BedrockArtifacts; l1: ChainConfig }

/** A chain to be deployed: everything that follows from its settings and from who signs. */
export type Plan = {
  planId: Hex
  intent: Intent
  layout: GamesLayout
  contracts: Contracts
  /** Until the L1 origin is known; the anchor follows it. */
  chainSteps: L1Step[]
  /** As if the genesis were known: its place and its check do not depend on that. */
  anchor: L1Step
}

/** Builds the plan of a chain whose steps `deployer` signs. Pure, but it hashes a megabyte: not for each render. */
export function buildPlan(intent: Intent, contracts: Contracts, deployer: Address): Plan {
  const layout = layoutL1(intent, contracts, deployer)
  if (layout.generation !== 'dispute-games') throw new TypeError('only chains with dispute games come here')
  const [anchor] = anchorSteps(intent, layout, UNKNOWN_ANCHOR)
  if (!anchor) throw new TypeError('a chain has an anchor')
  return {
    planId: planId(intent, layout),
    intent,
    layout,
    contracts,
    chainSteps: chainSteps(intent, layout),
    anchor,
  }
}

/** What L1 showed of each step, by its id; as of a block, or later. */
export type Observed = { block: bigint; results: Readonly<Record<string, CheckResult>> }

/** What a mined step cost, as far as this browser has seen it. Gas units, wei. */
export type Receipt = { hash: Hash; gasUsed: bigint; paidWei: bigint; replacedHash?: Hash | undefined }

/** Where a step stands. What the L1 shows comes before what this browser remembers. */
export type StepStatus =
  | { kind: 'done'; receipt: Receipt | undefined }
  /** A shared contract that somebody has created before. */
  | { kind: 'skipped' }
  /** Something else stands where the step would work. */
  | { kind: 'foreign' }
  | { kind: 'underWay'; phase: TxPhase }
  /** Declined, reverted, failed, replaced: it waits for a new try. */
  | { kind: 'stopped'; phase: TxPhase }
  | { kind: 'open' }

export type Item = { step: L1Step; status: StepStatus }

/** What is known of the steps of a plan. */
export type Known = {
  observed: Observed
  phases: Readonly<Record<string, TxPhase>>
  receipts: Readonly<Record<string, Receipt>>
}

/** The status of each step. Pure. */
export function statusesOf(steps: readonly L1Step[], known: Known): Item[] {
  return steps.map((step) => ({ step, status: statusOf(step, known) }))
}

function statusOf({ id, stage }: L1Step, { observed, phases, receipts }: Known): StepStatus {
  const phase = phases[id]
  if (phase && isBusy(phase)) return { kind: 'underWay', phase }
  switch (observed.results[id]) {
    case 'done': {
      const receipt = receipts[id]
      const isOthers = stage === 'shared implementations' && receipt === undefined
      return isOthers ? { kind: 'skipped' } : { kind: 'done', receipt }
    }
    case 'foreign':
      return { kind: 'foreign' }
    default:
      if (!phase || phase.kind === 'idle') return { kind: 'open' }
      // Mined, and the L1 has not been looked at since.
      return { kind: phase.kind === 'confirmed' ? 'underWay' : 'stopped', phase }
  }
}

/** True when nothing is left to be done. */
export function isSettled({ status }: Item): boolean {
  return status.kind === 'done' || status.kind === 'skipped'
}

/** A group of steps as one line of the page. */
export type GroupState = 'done' | 'skipped' | 'running' | 'next' | 'empty' | 'failed'

/**
 * Where a group of steps stands as a whole. Pure.
 *
 * @param isTurn - The step that is asked for now is one of them.
 */
export function groupState(items: readonly Item[], isTurn: boolean): GroupState {
  const has = (kind: StepStatus['kind']): boolean => items.some(({ status }) => status.kind === kind)
  if (has('foreign')) return 'failed'
  if (items.every(({ status }) => status.kind === 'skipped')) return 'skipped'
  if (items.every(isSettled)) return 'done'
  if (isTurn) return 'next'
  return has('underWay') ? 'running' : 'empty'
}

/** The step that is asked for now: before the wallet, stopped, or the first open one. Undefined: none is left. */
export function focusOf(items: readonly Item[]): Item | undefined {
  return items.find(({ status }) => {
    if (status.kind === 'underWay') return status.phase.kind === 'checking' || status.phase.kind === 'wallet'
    return status.kind === 'open' || status.kind === 'stopped' || status.kind === 'foreign'
  })
}

/** Steps that are neither done nor on their way. */
export function leftOf(items: readonly Item[]): Item[] {
  return items.filter(({ status }) => status.kind === 'open' || status.kind === 'stopped')
}

/** True when steps are done that nobody else has done: this is not the first visit. */
export function hasOwn(items: readonly Item[]): boolean {
  return items.some(({ status }) => status.kind === 'done')
}

/** True once the chain's own contracts have begun: other settings would be another chain. */
export function isBegun(items: readonly Item[]): boolean {
  return items.some(({ step, status }) => {
    const isOwn = step.stage !== 'shared implementations'
    return status.kind === 'underWay' || (isOwn && status.kind === 'done')
  })
}

/**
 * Why no step can be sent, whoever asks; undefined when one can. Pure.
 *
 * @param ground.balanceWei - Of the account that signs.
 */
export function obstacleOf(
  items: readonly Item[],
  ground: { hasDeployer: boolean; balanceWei: bigint },
  cost: Pick<Cost, 'leftWei'>,
): 'deployer' | 'foreign' | 'balance' | undefined {
  if (!ground.hasDeployer) return 'deployer'
  if (items.some(({ status }) => status.kind === 'foreign')) return 'foreign'
  return ground.balanceWei < cost.leftWei ? 'balance' : undefined
}

/** Wei of a deployment. Paid counts what this browser has seen mined. */
export type Cost = {
  paidWei: bigint
  paidCount: number
  /** Mined steps of the chain's own whose cost this browser does not know. */
  unknownCount: number
  leftGas: bigint
  leftWei: bigint
  mostWei: bigint
  leftCount: number
}

/** What was paid and what is left to pay. Pure. */
export function costOf(items: readonly Item[], fees: { nowWei: bigint; mostWei: bigint }): Cost {
  const cost: Cost = {
    ...{ paidWei: 0n, paidCount: 0, unknownCount: 0 },
    ...{ leftGas: 0n, leftWei: 0n, mostWei: 0n, leftCount: 0 },
  }
  for (const { step, status } of items) {
    if (status.kind === 'done' && status.receipt) {
      cost.paidWei += status.receipt.paidWei
      cost.paidCount += 1
    } else if (status.kind === 'done') cost.unknownCount += 1
    else if (status.kind !== 'skipped') {
      cost.leftGas += step.expectedGas
      cost.leftCount += 1
    }
  }
  cost.leftWei = cost.leftGas * fees.nowWei
  cost.mostWei = cost.leftGas * fees.mostWei
  return cost
}

/** Numbers of the steps that are settled, as runs: "1 to 12 and 14". Empty without any. Pure. */
export function settledNumbers(items: readonly Item[]): string {
  const runs: { from: number; to: number }[] = []
  for (const [index, item] of items.entries()) {
    if (!isSettled(item)) continue
    const number = index + 1
    const last = runs.at(-1)
    if (last?.to === index) last.to = number
    else runs.push({ from: number, to: number })
  }
  const words = runs.map(({ from, to }) => (from === to ? `${from}` : `${from} to ${to}`))
  const last = words.pop()
  if (last === undefined) return ''
  return words.length === 0 ? last : `${words.join(', ')} and ${last}`
}
