import { isLocalChain } from '@opraas/contracts'
import { DeployerMissingError, UnfundedError, UnprovenOwnerError } from '../../core/errors/index.ts'
import { deterministicDeployer } from '../../core/l1/contracts.ts'
import type { L1Step } from '../../core/l1/step.ts'
import { chainSteps } from '../../core/l1/steps.ts'
import { foreignCode } from '../../core/plan/plan.ts'
import { reach } from '../../rpc/client.ts'
import { suggestFees } from '../../rpc/fees.ts'
import { type ApplyContext, type Stage, sendSteps } from '../context.ts'
import { observeSteps, openSteps } from '../observe.ts'

/** Shared implementations and the chain's own contracts: everything before the L1 origin can be frozen. */
export const contractsStage: Stage = {
  name: 'contracts',
  title: 'L1 contracts',
  async isDone(context) {
    return (await openSteps(context, chainSteps(context.intent, context.layout))).length === 0
  },
  async run(context) {
    const steps = chainSteps(context.intent, context.layout)
    await requireOurs(context, steps)
    await requireDeterministicDeployer(context)
    await requireProvenOwner(context)
    await runSteps(context, steps)
  },
}

/** Sends the open ones of some steps, and waits for those that are on their way. */
export async function runSteps(context: ApplyContext, steps: readonly L1Step[]): Promise<void> {
  const open = await openSteps(context, steps)
  if (open.length === 0) return
  await requireFunds(context, open)
  await sendSteps(context, open, isLocalChain(context.intent.l1ChainId))
}

async function requireOurs(context: ApplyContext, steps: readonly L1Step[]): Promise<void> {
  const results = await observeSteps(context, steps)
  const foreign = steps.find((step) => results[step.id] === 'foreign')
  if (foreign) throw foreignCode(foreign)
}

async function requireDeterministicDeployer({ client, intent }: ApplyContext): Promise<void> {
  const code = await reach(client, () => client.getCode({ address: deterministicDeployer }))
  if (code !== undefined && code !== '0x') return
  throw new DeployerMissingError({ address: deterministicDeployer, chainId: intent.l1ChainId })
}

/** Ownership moves in one step and for good: somebody must have shown to hold the owner. */
async function requireProvenOwner({ client, intent, signer }: ApplyContext): Promise<void> {
  const { owner } = intent.roles
  if (owner === signer.address) return
  const [code, sent] = await reach(client, () =>
    Promise.all([client.getCode({ address: owner }), client.getTransactionCount({ address: owner })]),
  )
  if ((code === undefined || code === '0x') && sent === 0) throw new UnprovenOwnerError({ owner })
}

async function requireFunds(
  { client, intent, signer }: ApplyContext,
  steps: readonly L1Step[],
): Promise<void> {
  const fees = await suggestFees(client, intent.maxFeePerGasWei)
  const gas = steps.reduce((sum, step) => sum + step.expectedGas, 0n)
  const neededWei = gas * fees.maxFeePerGas
  const hasWei = await reach(client, () => client.getBalance({ address: signer.address }))
  if (hasWei < neededWei) throw new UnfundedError({ account: signer.address, neededWei, hasWei })
}
