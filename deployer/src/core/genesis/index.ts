export type { Prefund } from './alloc.ts'
export {
  type BedrockArtifacts,
  type BedrockContract,
  type BedrockContractName,
  bedrockContractNames,
  bedrockPackage,
  bedrockVersion,
  type Preinstall,
  type PreinstallName,
  parseBedrock,
  preinstallNames,
} from './artifacts.ts'
export {
  aliasL1Address,
  buildGenesis,
  defaultEip1559,
  type GenesisInput,
  type GenesisOutput,
} from './buildGenesis.ts'
export { parseChainToml, type RegistryRollupConfig } from './chainToml.ts'
export { checkRollupConfig } from './checkRollup.ts'
export { GenesisError } from './errors.ts'
export {
  checkForks,
  completeForks,
  defaultForks,
  type ForkActivation,
  type ForkName,
  type ForkSchedule,
  type ForkTimes,
  forkNames,
  scheduleForks,
} from './forks.ts'
export type { ChainConfig, Eip1559, Genesis, GenesisAccount, GenesisAlloc } from './genesis.ts'
export { hashGenesis } from './hashGenesis.ts'
export { computeOutputRoot } from './header.ts'
export { buildRuntime, type Immutables } from './immutables.ts'
export { type FeeVault, predeployAddresses } from './predeploys.ts'
export {
  type AltDa,
  buildRollupConfig,
  deriveBatchInbox,
  encodeFeeScalar,
  type RollupConfig,
  type RollupInput,
} from './rollup.ts'
export { serializeGenesis, serializeRollup } from './serialize.ts'
export { secureTrieRoot, stateRoot, storageRoot } from './trie.ts'
