import { NotDeployedError } from '../../core/errors/index.ts'
import type { L1Step } from '../../core/l1/step.ts'
import { anchorSteps, handoverSteps } from '../../core/l1/steps.ts'
import type { ApplyContext, Stage } from '../context.ts'
import { openSteps } from '../observe.ts'
import { runSteps } from './contracts.ts'
import { genesisAnchor } from './genesis.ts'

/** Anchors the games at the genesis, and hands over what the deployer still owns. */
export const anchorStage: Stage = {
  name: 'anchor',
  title: 'Anchor and handover',
  isDone: async (context) => (await openSteps(context, stepsOf(context))).length === 0,
  async run(context) {
    await runSteps(context, stepsOf(context))
  },
}

function stepsOf(context: ApplyContext): L1Step[] {
  const { intent, layout } = context
  const anchor = genesisAnchor(context)
  if (!anchor) throw new NotDeployedError({ deployment: intent.name })
  return [...anchorSteps(intent, layout, anchor), ...handoverSteps(intent, layout, layout.deployer)]
}
