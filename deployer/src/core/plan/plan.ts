import { type Address, type Hex, keccak256, stringToBytes, zeroHash } from 'viem'
import { ForeignCodeError, StepTooLargeError } from '../errors/index.ts'
import { hashIntent, type Intent } from '../intent/index.ts'
import type { Anchor } from '../l1/anchor.ts'
import type { CheckResult } from '../l1/checks.ts'
import type { L1Layout } from '../l1/layout.ts'
import { type L1Step, TRANSACTION_GAS_CAP } from '../l1/step.ts'
import { anchorSteps, chainSteps, handoverSteps } from '../l1/steps.ts'

/** What is wanted but not there: a transaction, or work on this machine. Gas and wei are estimates. */
export type PlannedStep =
  | {
      kind: 'transaction'
      id: string
      stage: string
      title: string
      reason: string
      to: Address
      gas: bigint
      costWei: bigint
    }
  | { kind: 'local'; id: string; stage: string; title: string; reason: string }

export type Plan = { id: Hex; steps: PlannedStep[] }

/** L1 and the deployment's folder, as of one look. */
export type Observed = {
  /** Result of each L1 step's check, by its id. */
  checks: Readonly<Record<string, CheckResult>>
  originFrozen: boolean
  artifactsWritten: boolean
  verified: boolean
}

/** Before the genesis is known: the place of the anchor's step in a plan does not depend on it. */
export const UNKNOWN_ANCHOR: Anchor = { outputRoot: zeroHash, timestampSeconds: 0n }

/** Every L1 step of an intent, whether done or not. */
export function allL1Steps(intent: Intent, layout: L1Layout, anchor: Anchor = UNKNOWN_ANCHOR): L1Step[] {
  return [
    ...chainSteps(intent, layout),
    ...anchorSteps(intent, layout, anchor),
    ...handoverSteps(intent, layout, layout.deployer),
  ]
}

/**
 * The steps that bring `observed` to `intent`. Pure: same input, same plan.
 *
 * @param input.feePerGasWei - What gas costs now, for the estimate.
 * @returns Steps in order, empty when nothing is to do.
 * @throws {@link ForeignCodeError} when other code stands where a contract of ours should be,
 * {@link StepTooLargeError} when a step does not fit into one transaction
 */
export function buildPlan(input: {
  intent: Intent
  layout: L1Layout
  observed: Observed
  feePerGasWei: bigint
}): Plan {
  const { intent, layout, observed, feePerGasWei } = input
  const open = (steps: readonly L1Step[]): PlannedStep[] =>
    steps.filter((step) => isOpen(step, observed)).map((step) => toPlanned(step, feePerGasWei))

  const steps: PlannedStep[] = open(chainSteps(intent, layout))
  if (!observed.originFrozen) {
    steps.push(local('freeze', 'Choose the L1 origin', 'no L1 origin is kept'))
  }
  if (!observed.artifactsWritten) {
    steps.push(local('genesis', 'Write genesis.json and rollup.json', 'they are missing or not as computed'))
  }
  steps.push(...open(anchorSteps(intent, layout, UNKNOWN_ANCHOR)))
  steps.push(...open(handoverSteps(intent, layout, layout.deployer)))
  if (!observed.verified) {
    steps.push(local('verify', 'Check owners, roles and wiring on L1', 'not checked since the deployment'))
  }
  return { id: planId(intent, layout), steps }
}

/** Groups the transactions of one intent and deployer. */
export function planId(intent: Intent, layout: L1Layout): Hex {
  return keccak256(stringToBytes(`${hashIntent(intent)}:${layout.deployer.toLowerCase()}`))
}

/** Gas and wei of the transactions of a plan. */
export function costOf(plan: Plan): { transactions: number; gas: bigint; costWei: bigint } {
  const transactions = plan.steps.filter((step) => step.kind === 'transaction')
  return {
    transactions: transactions.length,
    gas: transactions.reduce((sum, step) => sum + step.gas, 0n),
    costWei: transactions.reduce((sum, step) => sum + step.costWei, 0n),
  }
}

function isOpen(step: L1Step, observed: Observed): boolean {
  if (step.gasLimit > TRANSACTION_GAS_CAP) {
    throw new StepTooLargeError({ step: step.title, gas: step.gasLimit, cap: TRANSACTION_GAS_CAP })
  }
  const result = observed.checks[step.id]
  if (result === undefined) throw new TypeError(`${step.id} was not observed`)
  if (result === 'foreign') throw foreignCode(step)
  return result === 'open'
}

/** The error of a step at whose address something else stands. */
export function foreignCode(step: L1Step): ForeignCodeError {
  const check = step.done.kind === 'all' ? step.done.checks[0] : step.done
  if (check?.kind !== 'code') throw new TypeError(`${step.id} creates nothing`)
  return new ForeignCodeError({ contract: check.contract, address: check.address })
}

function toPlanned(step: L1Step, feePerGasWei: bigint): PlannedStep {
  return {
    kind: 'transaction',
    id: step.id,
    stage: step.stage,
    title: step.title,
    reason: step.done.kind === 'code' ? 'no code at its address' : 'L1 does not show it',
    to: step.to,
    gas: step.expectedGas,
    costWei: step.expectedGas * feePerGasWei,
  }
}

function local(id: string, title: string, reason: string): PlannedStep {
  return { kind: 'local', id, stage: id, title, reason }
}
