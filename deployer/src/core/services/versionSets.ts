import { type ForkSchedule, forkNames } from '../genesis/forks.ts'
import type { Generation, ProgramName, VersionSetName } from '../intent/index.ts'

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
    gamesFlag: 'game-types',
  },
}

/** What a chain has that the programs of a set can't run; undefined when they can run it. Pure. */
export function findUnrunnable(
  name: VersionSetName,
  { forks, generation }: { forks: ForkSchedule | undefined; generation: Generation },
): { field: string; found: string; expected: string } | undefined {
  const { newestFork, hasOutputOracle } = versionSets[name]
  if (generation === 'output-oracle' && !hasOutputOracle)
    return { field: 'the generation', found: generation, expected: 'dispute-games' }
  const newer = forkNames.slice(forkNames.indexOf(newestFork) + 1)
  const unknown = newer.find((fork) => forks?.[fork] !== undefined)
  return unknown && { field: 'the fork', found: unknown, expected: `${newestFork} at the latest` }
}
