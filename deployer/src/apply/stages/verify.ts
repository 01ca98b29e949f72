import { ContractMismatchError, NotDeployedError } from '../../core/errors/index.ts'
import { readFindings } from '../../rpc/findings.ts'
import { recordStage, type Stage, stateOf } from '../context.ts'
import { genesisAnchor } from './genesis.ts'

/** Compares owners, wiring and roles on L1 with the intent, once, before the deployment counts as done. */
export const verifyStage: Stage = {
  name: 'verify',
  title: 'Verification',
  isDone: async (context) => stateOf(context).stages.has('verify'),
  async run(context) {
    const anchor = genesisAnchor(context)
    if (!anchor) throw new NotDeployedError({ deployment: context.intent.name })
    const findings = await readFindings(context, anchor)
    // A journal that was lost and rebuilt from L1: roles that differ were rotated since.
    const isRebuilt = !stateOf(context).mined.has('SystemConfig.initialize')
    const wrong = findings.find(({ ok, kind }) => !ok && !(isRebuilt && kind === 'role'))
    if (wrong) throw new ContractMismatchError(wrong)
    recordStage(context, 'verify', { checks: findings.length })
  },
}
