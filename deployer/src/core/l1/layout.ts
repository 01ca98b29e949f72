import { type Address, encodeAbiParameters, type Hex, keccak256, parseAbiParameters, zeroHash } from 'viem'
import type { Intent } from '../intent/index.ts'
import {
  addressManagerCradle,
  addressManagerOf,
  bytecodeOf,
  type Contracts,
  type Creation,
  createAt,
  creationOf,
} from './contracts.ts'

/** Type of the permissioned dispute game. */
export const PERMISSIONED_GAME = 1
const MAX_GAME_DEPTH = 73n
const SPLIT_DEPTH = 30n
const PREIMAGE_MIN_PROPOSAL_BYTES = 126_000n
const PREIMAGE_CHALLENGE_SECONDS = 86_400n
/** Name under which the messenger's proxy asks the AddressManager. */
export const MESSENGER_NAME = 'OVM_L1CrossDomainMessenger'

/** Implementations without an owner: once per L1 and version, for everybody. */
export const sharedContracts = [
  'SuperchainConfig',
  'ProtocolVersions',
  'L1CrossDomainMessenger',
  'OptimismMintableERC20Factory',
  'SystemConfig',
  'L1StandardBridge',
  'L1ERC721Bridge',
  'OptimismPortal2',
  'DisputeGameFactory',
  'DelayedWETH',
  'PreimageOracle',
  'MIPS',
] as const
export type SharedContract = (typeof sharedContracts)[number]

/** Proxies with the implementation's name; the messenger's and the standard bridge's are of older kinds. */
export const proxiedContracts = [
  'SuperchainConfig',
  'ProtocolVersions',
  'OptimismPortal2',
  'SystemConfig',
  'L1StandardBridge',
  'L1ERC721Bridge',
  'OptimismMintableERC20Factory',
  'L1CrossDomainMessenger',
  'DisputeGameFactory',
  'DelayedWETH',
  'AnchorStateRegistry',
] as const
export type ProxiedContract = (typeof proxiedContracts)[number]

/** Every contract of a chain, known before the first transaction. */
export type L1Layout = {
  /** Sends the steps; owns ProxyAdmin and DisputeGameFactory until the handover. */
  deployer: Address
  implementations: Record<SharedContract | 'AnchorStateRegistry', Creation>
  proxies: Record<ProxiedContract, Creation>
  proxyAdmin: Creation
  /** What is created is the cradle; the manager is its first creation. */
  addressManager: { creation: Creation; address: Address }
  game: Creation
}

/** Addresses by contract name, as `inspect contracts` prints them. */
export type L1Addresses = Record<
  ProxiedContract | 'ProxyAdmin' | 'AddressManager' | 'PermissionedDisputeGame',
  Address
>

/**
 * Where every contract of an intent's chain will stand.
 *
 * @param deployer - Account that sends the steps and is the temporary owner of ProxyAdmin.
 * @see facts of contracts-bedrock 0.17.3; all creations go through the deterministic deployer.
 */
export function layoutL1(intent: Intent, contracts: Contracts, deployer: Address): L1Layout {
  const { games, roles } = intent
  const encode = (types: string, values: readonly unknown[]): Hex =>
    encodeAbiParameters(parseAbiParameters(types), values as never)
  const salt = (name: string): Hex =>
    keccak256(
      encode('address, uint256, bytes32, string', [roles.owner, BigInt(intent.l2ChainId), intent.salt, name]),
    )
  const create = (contract: string, args?: Hex, name = contract): Creation =>
    createAt(contracts, contract, salt(name), args)
  const shared = (contract: SharedContract, args?: Hex): Creation =>
    createAt(contracts, contract, zeroHash, args)

  const preimageOracle = shared(
    'PreimageOracle',
    encode('uint256, uint256', [PREIMAGE_MIN_PROPOSAL_BYTES, PREIMAGE_CHALLENGE_SECONDS]),
  )
  const proxyAdmin = create('ProxyAdmin', encode('address', [deployer]))
  const admin = encode('address', [proxyAdmin.address])
  const cradle = creationOf(
    'AddressManager',
    salt('AddressManager'),
    addressManagerCradle(bytecodeOf(contracts, 'AddressManager').initCode, proxyAdmin.address),
  )
  const addressManager = addressManagerOf(cradle.address)
  const proxy = (name: ProxiedContract): Creation => create('Proxy', admin, name)
  const proxies: L1Layout['proxies'] = {
    SuperchainConfig: proxy('SuperchainConfig'),
    ProtocolVersions: proxy('ProtocolVersions'),
    OptimismPortal2: proxy('OptimismPortal2'),
    SystemConfig: proxy('SystemConfig'),
    L1StandardBridge: create('L1ChugSplashProxy', admin, 'L1StandardBridge'),
    L1ERC721Bridge: proxy('L1ERC721Bridge'),
    OptimismMintableERC20Factory: proxy('OptimismMintableERC20Factory'),
    L1CrossDomainMessenger: create(
      'ResolvedDelegateProxy',
      encode('address, string', [addressManager, MESSENGER_NAME]),
      'L1CrossDomainMessenger',
    ),
    DisputeGameFactory: proxy('DisputeGameFactory'),
    DelayedWETH: proxy('DelayedWETH'),
    AnchorStateRegistry: proxy('AnchorStateRegistry'),
  }
  const implementations: L1Layout['implementations'] = {
    SuperchainConfig: shared('SuperchainConfig'),
    ProtocolVersions: shared('ProtocolVersions'),
    L1CrossDomainMessenger: shared('L1CrossDomainMessenger'),
    OptimismMintableERC20Factory: shared('OptimismMintableERC20Factory'),
    SystemConfig: shared('SystemConfig'),
    L1StandardBridge: shared('L1StandardBridge'),
    L1ERC721Bridge: shared('L1ERC721Bridge'),
    OptimismPortal2: shared(
      'OptimismPortal2',
      encode('uint256, uint256', [games.proofMaturitySeconds, games.finalityDelaySeconds]),
    ),
    DisputeGameFactory: shared('DisputeGameFactory'),
    DelayedWETH: shared('DelayedWETH', encode('uint256', [games.wethDelaySeconds])),
    PreimageOracle: preimageOracle,
    MIPS: shared('MIPS', encode('address', [preimageOracle.address])),
    AnchorStateRegistry: create(
      'AnchorStateRegistry',
      encode('address', [proxies.DisputeGameFactory.address]),
      'AnchorStateRegistry implementation',
    ),
  }
  return {
    deployer,
    implementations,
    proxies,
    proxyAdmin,
    addressManager: { creation: cradle, address: addressManager },
    game: permissionedGame({
      intent,
      contracts,
      salt: salt('PermissionedDisputeGame'),
      implementations,
      proxies,
    }),
  }
}

/** The game that holds proposer and challenger as immutables; other keys are another game. */
function permissionedGame(input: {
  intent: Intent
  contracts: Contracts
  salt: Hex
  implementations: L1Layout['implementations']
  proxies: L1Layout['proxies']
}): Creation {
  const { intent, contracts, salt, implementations, proxies } = input
  const types =
    'uint32, bytes32, uint256, uint256, uint64, uint64, address, address, address, uint256, address, address'
  const args = encodeAbiParameters(parseAbiParameters(types), [
    PERMISSIONED_GAME,
    intent.games.absolutePrestate,
    MAX_GAME_DEPTH,
    SPLIT_DEPTH,
    intent.games.clockExtensionSeconds,
    intent.games.maxClockDurationSeconds,
    implementations.MIPS.address,
    proxies.DelayedWETH.address,
    proxies.AnchorStateRegistry.address,
    BigInt(intent.l2ChainId),
    intent.roles.proposer,
    intent.roles.challenger,
  ])
  return createAt(contracts, 'PermissionedDisputeGame', salt, args)
}

/** The addresses that users and services care about. */
export function addressesOf(layout: L1Layout): L1Addresses {
  const proxies = Object.fromEntries(
    Object.entries(layout.proxies).map(([name, creation]) => [name, creation.address]),
  ) as Record<ProxiedContract, Address>
  return {
    ...proxies,
    ProxyAdmin: layout.proxyAdmin.address,
    AddressManager: layout.addressManager.address,
    PermissionedDisputeGame: layout.game.address,
  }
}
