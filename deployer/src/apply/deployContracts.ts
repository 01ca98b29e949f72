import { toJson } from '../core/json.ts'
import { addressesOf } from '../core/l1/addresses.ts'
import { writeFileAtomic } from '../state/files.ts'
import { minedHashes } from '../state/state.ts'
import { type ApplyContext, type Stage, stateOf } from './context.ts'
import { anchorStage } from './stages/anchor.ts'
import { contractsStage } from './stages/contracts.ts'
import { freezeStage } from './stages/freeze.ts'
import { genesisStage } from './stages/genesis.ts'
import { verifyStage } from './stages/verify.ts'

/** In order; each is skipped when the world shows that it is done. */
const stages: readonly Stage[] = [contractsStage, freezeStage, genesisStage, anchorStage, verifyStage]

/** Version of state.json. */
const STATE_SCHEMA = 1

/**
 * Brings L1 and the deployment's folder to the intent. Interrupted anywhere, the same call goes on; called on a
 * finished deployment, it sends nothing.
 */
export async function deployContracts(context: ApplyContext): Promise<void> {
  for (const stage of stages) {
    context.signal.throwIfAborted()
    if (await stage.isDone(context)) continue
    context.report({ kind: 'stage', stage: stage.name, title: stage.title })
    await stage.run(context)
    writeState(context)
  }
  writeState(context)
}

/** state.json: the journal as people and other tools read it. Written anew from the journal, never read back. */
function writeState(context: ApplyContext): void {
  const state = stateOf(context)
  const { intent, layout } = context
  const content = {
    schema: STATE_SCHEMA,
    name: intent.name,
    l1ChainId: intent.l1ChainId,
    l2ChainId: intent.l2ChainId,
    deployer: layout.deployer,
    addresses: addressesOf(layout),
    stages: Object.fromEntries(state.stages),
    transactions: minedHashes(state),
  }
  writeFileAtomic(context.paths.state, `${toJson(content, 2)}\n`)
}
