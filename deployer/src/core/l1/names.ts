import type { Generation } from '../intent/index.ts'

const common = [
  'SuperchainConfig',
  'ProtocolVersions',
  'L1CrossDomainMessenger',
  'OptimismMintableERC20Factory',
  'SystemConfig',
  'L1StandardBridge',
  'L1ERC721Bridge',
] as const

/**
 * Implementations without an owner: once per L1 and version, for everybody. StorageSetter changes the roles of an
 * output oracle; it is there from the beginning, so that keys can be taken away at once.
 */
export const sharedContracts = {
  'dispute-games': [
    ...common,
    'OptimismPortal2',
    'DisputeGameFactory',
    'DelayedWETH',
    'PreimageOracle',
    'MIPS',
  ],
  'output-oracle': [...common, 'OptimismPortal', 'L2OutputOracle', 'StorageSetter'],
} as const satisfies Record<Generation, readonly string[]>

export type SharedContract<generation extends Generation = Generation> =
  (typeof sharedContracts)[generation][number]

/** What the proxies of each generation are named after, apart from the common ones. */
type ProxiedApart = {
  'dispute-games': 'OptimismPortal2' | 'DisputeGameFactory' | 'DelayedWETH' | 'AnchorStateRegistry'
  'output-oracle': 'OptimismPortal' | 'L2OutputOracle'
}

/** Proxies with the implementation's name; the messenger's and the standard bridge's are of older kinds. */
export type ProxiedContract<generation extends Generation = Generation> =
  | (typeof common)[number]
  | ProxiedApart[generation]
