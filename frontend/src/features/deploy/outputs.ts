import {
  type BedrockArtifacts,
  buildOutputs,
  type Intent,
  type L1Origin,
  type OutputAddresses,
  type Outputs,
} from '@opraas/deployer/core'
import type { Address, Hex } from 'viem'

/** What a genesis is computed from. */
export type GenesisJob = {
  intent: Intent
  addresses: OutputAddresses
  origin: L1Origin
  /** The one SystemConfig was initialised with. */
  firstBatcher: Address
  /** The owner has code on L1 now; on L2 it then acts under its aliased address. */
  ownerIsContract: boolean
  /** Output root of block 0 that the games are anchored at; undefined before that, and once it has moved on. */
  anchored: Hex | undefined
  artifacts: BedrockArtifacts
}

/**
 * genesis.json and rollup.json of a chain. Once the games are anchored, the anchor tells whether the owner counted
 * as a contract. Pure; about 0.3 s.
 */
export function buildAnchored({ ownerIsContract, anchored, artifacts, ...input }: GenesisJob): Outputs {
  const likely = buildOutputs({ ...input, ownerIsContract }, artifacts)
  if (anchored === undefined || likely.outputRoot === anchored) return likely
  const other = buildOutputs({ ...input, ownerIsContract: !ownerIsContract }, artifacts)
  return other.outputRoot === anchored ? other : likely
}

/** The same in a worker: the page stays alive meanwhile. @throws what building throws */
export function computeOutputs(job: GenesisJob): Promise<Outputs> {
  const worker = new Worker(new URL('./genesis.worker.ts', import.meta.url), { type: 'module' })
  return new Promise<Outputs>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<Outputs>) => resolve(data)
    worker.onerror = ({ message }) => reject(new Error(message || 'The worker did not start.'))
    worker.postMessage(job)
  }).finally(() => worker.terminate())
}
