import { ContractMismatchError, NotDeployedError } from '../../core/errors/index.ts'
import { inspectContracts } from '../../inspect/contracts.ts'
import { recordStage, type Stage, stateOf } from '../context.ts'
import { genesisFacts } from './genesis.ts'

/** Compares owners, wiring and roles on L1 with the intent, once, before the deployment counts as done. */
export const verifyStage: Stage = {
  name: 'verify',
  title: 'Verification',
  isDone: async (context) => stateOf(context).stages.has('verify'),
  async run(context) {
    const facts = genesisFacts(context)
    if (!facts) throw new NotDeployedError({ deployment: context.intent.name })
    const findings = await inspectContracts(context, facts.outputRoot)
    const wrong = findings.find((finding) => !finding.ok)
    if (wrong)
      throw new ContractMismatchError({ what: wrong.what, expected: wrong.expected, found: wrong.found })
    recordStage(context, 'verify', { checks: findings.length })
  },
}
