import type { Hash } from 'viem'
import { ContractMismatchError, NotDeployedError } from '../core/errors/index.ts'
import { hashIntent } from '../core/intent/index.ts'
import { revocationSteps, successionSteps } from '../core/l1/rotation.ts'
import type { L1Step } from '../core/l1/step.ts'
import { readFindings } from '../rpc/findings.ts'
import { type ApplyContext, recordStage, stateOf } from './context.ts'
import { openSteps } from './observe.ts'
import { runSteps } from './stages/contracts.ts'
import { genesisAnchor } from './stages/genesis.ts'

/** Stage under which a finished rotation to an intent's keys is kept. */
export function rotationStage(intentHash: string): string {
  return `rotation.${intentHash}`
}

/** The transactions of a rotation that L1 does not show as done, in order. `install`: of the context's keys. */
export async function openRotation(context: ApplyContext, kind: 'revoke' | 'install'): Promise<L1Step[]> {
  requireDeployed(context)
  const { intent, layout } = context
  if (kind === 'revoke') return openSteps(context, revocationSteps(intent, layout))
  const { prepare, act } = successionSteps(intent, layout)
  return openSteps(context, [...prepare, ...act])
}

/** Takes all keys of the services away. @returns What this or an earlier, interrupted run has sent for it */
export async function revokeKeys(context: ApplyContext): Promise<Hash[]> {
  requireDeployed(context)
  const steps = revocationSteps(context.intent, context.layout)
  await runSteps(context, steps)
  return hashesOf(context, steps)
}

/**
 * Installs the keys of the context's intent, whatever the chain has now, and checks that L1 shows them all.
 *
 * @returns What this or an earlier, interrupted run has sent for it
 * @throws ContractMismatchError when L1 shows something else afterwards, and what sending throws
 */
export async function installKeys(context: ApplyContext): Promise<Hash[]> {
  const anchor = requireDeployed(context)
  const { prepare, act } = successionSteps(context.intent, context.layout)
  // One after the other: a game that was not created must not be registered.
  await runSteps(context, prepare)
  await runSteps(context, act)
  const wrong = (await readFindings(context, anchor)).find(({ ok }) => !ok)
  if (wrong) throw new ContractMismatchError(wrong)
  const stage = rotationStage(hashIntent(context.intent))
  if (!stateOf(context).stages.has(stage)) recordStage(context, stage, { roles: context.intent.roles })
  return hashesOf(context, [...prepare, ...act])
}

function requireDeployed(context: ApplyContext) {
  const anchor = genesisAnchor(context)
  if (anchor && stateOf(context).stages.has('verify')) return anchor
  throw new NotDeployedError({ deployment: context.intent.name })
}

function hashesOf(context: ApplyContext, steps: readonly L1Step[]): Hash[] {
  const { mined } = stateOf(context)
  return steps.flatMap(({ id }) => mined.get(id)?.hash ?? [])
}
