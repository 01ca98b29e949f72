import type { Hash, Hex } from 'viem'
import { NotDeployedError } from '../../core/errors/index.ts'
import { addressesOf } from '../../core/l1/layout.ts'
import { buildOutputs, type Outputs } from '../../core/outputs.ts'
import { reach } from '../../rpc/client.ts'
import { readFileIfExists, sha256, writeFileAtomic } from '../../state/files.ts'
import { type ApplyContext, recordStage, type Stage, stateOf } from '../context.ts'
import { frozenOrigin } from './freeze.ts'

/** Kept of a built genesis; the checksums tell whether the files are still those. */
export type GenesisFacts = {
  originHash: Hash
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
    const ownerIsContract = kept?.ownerIsContract ?? (await isContract(context))
    const addresses = addressesOf(context.layout)
    const outputs = buildOutputs(
      { intent: context.intent, addresses, origin, ownerIsContract },
      context.artifacts,
    )
    writeFileAtomic(context.paths.genesis, outputs.genesisJson)
    writeFileAtomic(context.paths.rollup, outputs.rollupJson)
    const facts = factsOf(outputs, { originHash: origin.hash, ownerIsContract })
    if (JSON.stringify(kept) !== JSON.stringify(facts)) recordStage(context, 'genesis', facts)
  },
}

/** What the last genesis stage left behind. */
export function genesisFacts(context: ApplyContext): GenesisFacts | undefined {
  return stateOf(context).stages.get('genesis') as GenesisFacts | undefined
}

function factsOf(outputs: Outputs, kept: { originHash: Hash; ownerIsContract: boolean }): GenesisFacts {
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

/** An account that delegates its code (EIP-7702) still signs for itself. */
async function isContract({ client, intent }: ApplyContext): Promise<boolean> {
  const code = await reach(client, () => client.getCode({ address: intent.roles.owner }))
  return code !== undefined && code !== '0x' && !code.startsWith('0xef0100')
}
