import { ContractMismatchError, NotDeployedError } from '../../core/errors/index.ts'
import { readFindings } from '../../rpc/findings.ts'
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
    const findings = await readFindings(context, facts.outputRoot)
    // A journal that was lost and rebuilt from L1 has sent nothing: roles that differ were rotated since.
    const isRebuilt = stateOf(context).mined.size === 0
    const wrong = findings.find(({ ok, kind }) => !ok && !(isRebuilt && kind === 'role'))
    if (wrong)
      throw new ContractMismatchError({ what: wrong.what, expected: wrong.expected, found: wrong.found })
    recordStage(context, 'verify', { checks: findings.length })
  },
}
