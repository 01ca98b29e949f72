import type { CheckResult } from '../core/l1/checks.ts'
import type { L1Step } from '../core/l1/step.ts'
import type { Observed } from '../core/plan/plan.ts'
import { allL1Steps } from '../core/plan/plan.ts'
import { evaluateCheck } from '../rpc/checks.ts'
import { type ApplyContext, stateOf } from './context.ts'
import { freezeStage } from './stages/freeze.ts'
import { genesisStage } from './stages/genesis.ts'
import { verifyStage } from './stages/verify.ts'

/** What L1 and the folder show now of everything the intent wants. */
export async function observe(context: ApplyContext): Promise<Observed> {
  const [checks, originFrozen] = await Promise.all([
    observeSteps(context, allL1Steps(context.intent, context.layout)),
    freezeStage.isDone(context),
  ])
  return {
    checks,
    originFrozen,
    artifactsWritten: originFrozen && (await genesisStage.isDone(context)),
    verified: await verifyStage.isDone(context),
  }
}

/** Results of the steps' checks by step id. */
export async function observeSteps(
  { client, contracts }: Pick<ApplyContext, 'client' | 'contracts'>,
  steps: readonly L1Step[],
): Promise<Record<string, CheckResult>> {
  const results = await Promise.all(
    steps.map(async (step) => [step.id, await evaluateCheck(client, contracts, step.done)] as const),
  )
  return Object.fromEntries(results)
}

/** Steps that L1 does not show as done, in order, with transactions of theirs that are already on their way. */
export async function openSteps(context: ApplyContext, steps: readonly L1Step[]): Promise<L1Step[]> {
  const results = await observeSteps(context, steps)
  const { pending } = stateOf(context)
  return steps.filter((step) => results[step.id] !== 'done' || pending.has(step.id))
}
