import { type ForkSchedule, forkNames } from '../genesis/forks.ts'
import type { Generation, Intent, ProgramName, VersionSetName } from '../intent/index.ts'
import { isUnknownL1 } from './l1.ts'
import { registryChainIds } from './registryChainIds.ts'

/** Go packages of the programs; op-geth's replaces go-ethereum. */
const optimism = 'github.com/ethereum-optimism/optimism'

/** Programs in the order in which they are built: what the later ones share is compiled by then. */
export const programNames = [
  'op-geth',
  'op-node',
  'op-batcher',
  'op-proposer',
  'op-challenger',
  'op-dispute-mon',
  'op-conductor',
] as const satisfies readonly ProgramName[]

/** The main package of each program. */
export const mainPackages: Readonly<Record<ProgramName, string>> = {
  'op-geth': 'github.com/ethereum/go-ethereum/cmd/geth',
  'op-node': `${optimism}/op-node/cmd`,
  'op-batcher': `${optimism}/op-batcher/cmd`,
  'op-proposer': `${optimism}/op-proposer/cmd`,
  'op-challenger': `${optimism}/op-challenger/cmd`,
  'op-dispute-mon': `${optimism}/op-dispute-mon/cmd`,
  'op-conductor': `${optimism}/op-conductor/cmd`,
}

/**
 * A release of the programs: two Go modules by exact version, and what was tested with them. The contracts on L1 are
 * pinned apart from it.
 */
export type VersionSet = {
  optimism: string
  opGeth: string
  /** op-geth is newer than the one optimism names: its requirements must be raised to op-geth's. */
  raisesRequirements: boolean
  /** Releases of contracts-bedrock that the set was tested with. */
  contracts: readonly string[]
  /** Newest fork the programs know. */
  newestFork: 'isthmus' | 'jovian'
  /** op-proposer still posts to an output oracle. */
  hasOutputOracle: boolean
  /** op-node wants the chain config of an L1 that it does not know. */
  needsL1ChainConfig: boolean
  /** op-node has to be told to ask peers for missing blocks. */
  hasSyncMode: boolean
  /** op-batcher can prove blobs cell by cell, as L1s want it since Fusaka. */
  hasCellProofs: boolean
  /** op-challenger's flag for the games it plays. */
  gamesFlag: 'trace-type' | 'game-types'
}

/** Every tested release by its name. @see docs/decisions.md, "Version sets" */
export const versionSets: Readonly<Record<VersionSetName, VersionSet>> = {
  '13': {
    optimism: 'v1.13.7',
    opGeth: 'v1.101602.3-rc.1.0.20250917151430-fa03b2609443',
    raisesRequirements: false,
    contracts: ['0.17.3'],
    newestFork: 'isthmus',
    hasOutputOracle: true,
    needsL1ChainConfig: false,
    hasSyncMode: false,
    hasCellProofs: false,
    gamesFlag: 'trace-type',
  },
  '17': {
    optimism: 'v1.17.0',
    opGeth: 'v1.101702.2',
    raisesRequirements: true,
    contracts: ['0.17.3'],
    newestFork: 'jovian',
    hasOutputOracle: false,
    needsL1ChainConfig: true,
    hasSyncMode: true,
    hasCellProofs: true,
    gamesFlag: 'game-types',
  },
}

/** What a chain has that the programs of a set can't run, by its key in config.toml; undefined when they can. Pure. */
export function findUnrunnable(
  name: VersionSetName,
  {
    l2ChainId,
    forks,
    generation,
  }: { l2ChainId: number; forks: ForkSchedule | undefined; generation: Generation },
): { field: string; found: string; expected: string } | undefined {
  const { newestFork, hasOutputOracle } = versionSets[name]
  if (registryChainIds.has(l2ChainId)) {
    const expected = 'an id that the superchain registry does not have: op-geth would take that chain’s forks'
    return { field: 'chain.id', found: String(l2ChainId), expected }
  }
  if (generation === 'output-oracle' && !hasOutputOracle) {
    const expected = `"dispute-games": version set ${name} posts to no output oracle`
    return { field: 'l1.generation', found: `"${generation}"`, expected }
  }
  const newer = forkNames.slice(forkNames.indexOf(newestFork) + 1)
  const unknown = newer.find((fork) => forks?.[fork] !== undefined)
  const expected = `nothing: version set ${name} is tested up to ${newestFork}`
  return unknown && { field: `chain.forks.${unknown}`, found: String(forks?.[unknown]), expected }
}

/** True when the programs of a set can post blobs on an L1: every public one that is known has had Fusaka. Pure. */
export function canPostBlobs(
  name: VersionSetName,
  { l1ChainId, isLocalL1 }: { l1ChainId: number; isLocalL1: boolean },
): boolean {
  return versionSets[name].hasCellProofs || isLocalL1 || isUnknownL1(l1ChainId)
}

/** What says that batches go where the programs can't bring them, by its key in config.toml. Pure. */
export function findUnpostable({
  l1ChainId,
  run,
}: Pick<Intent, 'l1ChainId' | 'run'>): { field: string; found: string; expected: string } | undefined {
  const { versionSet, isLocalL1, da } = run
  if (da !== 'blobs' || canPostBlobs(versionSet, { l1ChainId, isLocalL1 })) return undefined
  const reason = `this L1 takes blobs with cell proofs only, which version set ${versionSet} can't make`
  return { field: 'da.type', found: '"blobs"', expected: `"calldata", or version set 17: ${reason}` }
}
