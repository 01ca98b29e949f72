import type { Address, Hash, Hex } from 'viem'
import { NotDeployedError } from '../../core/errors/index.ts'
import { addressesOf } from '../../core/l1/addresses.ts'
import type { Anchor } from '../../core/l1/anchor.ts'
import { buildOutputs, type Outputs } from '../../core/outputs.ts'
import { isContract } from '../../rpc/isContract.ts'
import { readFirstBatcher } from '../../rpc/origin.ts'
import { readFileIfExists, sha256, writeFileAtomic } from '../../state/files.ts'
import { type ApplyContext, recordStage, type Stage, stateOf } from '../context.ts'
import { frozenOrigin } from './freeze.ts'

/** Kept of a built genesis; the checksums tell whether the files are still those. */
export type GenesisFacts = {
  originHash: Hash
  /** The one SystemConfig was initialised with. */
  firstBatcher: Address
  ownerIsContract: boolean
  genesisHash: Hash
  stateRoot: Hex
  outputRoot: Hex
  genesisSha256: string
  rollupSha256: string
}

/** Builds genesis.json and rollup.json; missing or changed ones come back byte by byte. */
export const genesisStage: Stage = {
  name: 'genesis',
  title: 'L2 genesis',
  async isDone(context) {
    const facts = genesisFacts(context)
    const { genesis, rollup } = context.paths
    return (
      facts !== undefined &&
      facts.originHash === frozenOrigin(context)?.hash &&
      sha256(readFileIfExists(genesis) ?? '') === facts.genesisSha256 &&
      sha256(readFileIfExists(rollup) ?? '') === facts.rollupSha256
    )
  },
  async run(context) {
    const origin = frozenOrigin(context)
    if (!origin) throw new NotDeployedError({ deployment: context.intent.name })
    const kept = genesisFacts(context)
    const ownerIsContract =
      kept?.ownerIsContract ?? (await isContract(context.client, context.intent.roles.owner))
    const addresses = addressesOf(context.layout)
    const firstBatcher =
      kept?.firstBatcher ?? (await readFirstBatcher(context.client, addresses.SystemConfig))
    const outputs = buildOutputs(
      { intent: context.intent, addresses, origin, firstBatcher, ownerIsContract },
      context.artifacts,
    )
    writeFileAtomic(context.paths.genesis, outputs.genesisJson)
    writeFileAtomic(context.paths.rollup, outputs.rollupJson)
    const facts = factsOf(outputs, { originHash: origin.hash, firstBatcher, ownerIsContract })
    if (JSON.stringify(kept) !== JSON.stringify(facts)) recordStage(context, 'genesis', facts)
  },
}

/** What the last genesis stage left behind. */
export function genesisFacts(context: ApplyContext): GenesisFacts | undefined {
  return stateOf(context).stages.get('genesis') as GenesisFacts | undefined
}

/** What L1 is told of the genesis; undefined before it was built. */
export function genesisAnchor(context: ApplyContext): Anchor | undefined {
  const [facts, origin] = [genesisFacts(context), frozenOrigin(context)]
  return facts && origin && { outputRoot: facts.outputRoot, timestampSeconds: origin.timestampSeconds }
}

function factsOf(
  outputs: Outputs,
  kept: Pick<GenesisFacts, 'originHash' | 'firstBatcher' | 'ownerIsContract'>,
): GenesisFacts {
  const { genesisJson, rollupJson, genesisHash, stateRoot, outputRoot } = outputs
  return {
    ...kept,
    genesisHash,
    stateRoot,
    outputRoot,
    genesisSha256: sha256(genesisJson),
    rollupSha256: sha256(rollupJson),
  }
}
