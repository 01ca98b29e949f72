import type { Address, Hex } from 'viem'
import { GenesisError } from './errors.ts'
import { parseBytes, parseTable } from './fields.ts'

/** The package all bytecode comes from, and the only version the predeploys and steps here are written for. */
export const bedrockPackage = '@eth-optimism/contracts-bedrock'
export const bedrockVersion = '0.17.3'

/** Contracts of the L1 sequence, both proof generations, of the L2 predeploys, and of a game that needs no VM. */
export const bedrockContractNames = [
  'AddressManager',
  'AlphabetVM',
  'AnchorStateRegistry',
  'BaseFeeVault',
  'DataAvailabilityChallenge',
  'DelayedWETH',
  'DeployerWhitelist',
  'DisputeGameFactory',
  'EAS',
  'FaultDisputeGame',
  'GasPriceOracle',
  'GovernanceToken',
  'L1Block',
  'L1BlockNumber',
  'L1ChugSplashProxy',
  'L1CrossDomainMessenger',
  'L1ERC721Bridge',
  'L1FeeVault',
  'L1StandardBridge',
  'L2CrossDomainMessenger',
  'L2ERC721Bridge',
  'L2OutputOracle',
  'L2StandardBridge',
  'L2ToL1MessagePasser',
  'LegacyMessagePasser',
  'MIPS',
  'OptimismMintableERC20Factory',
  'OptimismMintableERC721Factory',
  'OptimismPortal',
  'OptimismPortal2',
  'PermissionedDisputeGame',
  'PreimageOracle',
  'ProtocolVersions',
  'Proxy',
  'ProxyAdmin',
  'ResolvedDelegateProxy',
  'SchemaRegistry',
  'SequencerFeeVault',
  'StorageSetter',
  'SuperchainConfig',
  'SystemConfig',
  'WETH',
] as const

export type BedrockContractName = (typeof bedrockContractNames)[number]

/** Contracts of third parties that an L2 starts with; Permit2 is a template (see preinstalls). */
export const preinstallNames = [
  'MultiCall3',
  'Create2Deployer',
  'Safe_v130',
  'SafeL2_v130',
  'MultiSendCallOnly_v130',
  'SafeSingletonFactory',
  'DeterministicDeploymentProxy',
  'MultiSend_v130',
  'Permit2',
  'SenderCreator',
  'EntryPoint',
  'BeaconBlockRoots',
] as const

export type PreinstallName = (typeof preinstallNames)[number]

export type BedrockContract = {
  /** Creation code without constructor arguments. */
  readonly initCode: Hex
  /** Deployed code; immutables are zero. */
  readonly runtime: Hex
  /** Offsets in bytes of the 32-byte places of each immutable in `runtime`, by variable name. */
  readonly immutables?: Record<string, number[]>
}

export type Preinstall = { readonly address: Address; readonly code: Hex }

/** The bundle of bytecode: `deployer/artifacts/bedrock-0.17.3.json`. */
export type BedrockArtifacts = {
  readonly schema: 1
  readonly package: typeof bedrockPackage
  readonly version: typeof bedrockVersion
  readonly contracts: Readonly<Record<BedrockContractName, BedrockContract>>
  readonly preinstalls: Readonly<Record<PreinstallName, Preinstall>>
}

/**
 * Checks that a parsed JSON is the bundle this code was written for. The code itself is not hashed: the generator
 * compared it with the manifest.
 *
 * @throws {@link GenesisError} naming the first field that is not as expected.
 */
export function parseBedrock(value: unknown): BedrockArtifacts {
  const bundle = parseTable(value, 'bundle')
  for (const [field, expected] of [
    ['schema', 1],
    ['package', bedrockPackage],
    ['version', bedrockVersion],
  ] as const) {
    if (bundle[field] !== expected)
      throw new GenesisError({ field, found: bundle[field], expected: `${expected}` })
  }
  const contracts = parseTable(bundle.contracts, 'contracts')
  for (const name of bedrockContractNames) {
    const contract = parseTable(contracts[name], `contracts.${name}`)
    parseBytes(contract.initCode, `contracts.${name}.initCode`)
    parseBytes(contract.runtime, `contracts.${name}.runtime`)
    const immutables = parseTable(contract.immutables ?? {}, `contracts.${name}.immutables`)
    for (const [variable, offsets] of Object.entries(immutables)) {
      if (!Array.isArray(offsets) || !offsets.every(Number.isSafeInteger)) {
        const field = `contracts.${name}.immutables.${variable}`
        throw new GenesisError({ field, found: offsets, expected: 'a list of byte offsets' })
      }
    }
  }
  const preinstalls = parseTable(bundle.preinstalls, 'preinstalls')
  for (const name of preinstallNames) {
    const preinstall = parseTable(preinstalls[name], `preinstalls.${name}`)
    parseBytes(preinstall.address, `preinstalls.${name}.address`, 20)
    parseBytes(preinstall.code, `preinstalls.${name}.code`)
  }
  return bundle as unknown as BedrockArtifacts // every field was looked at above
}
