import { type Address, encodeAbiParameters, type Hex, keccak256, parseAbiParameters, zeroHash } from 'viem'
import type { Generation, Intent } from '../intent/index.ts'
import { addressManagerCradle, addressManagerOf } from './addressManager.ts'
import {
  bytecodeOf,
  type Contracts,
  type Creation,
  createAt,
  creationOf,
  deterministicDeployer,
} from './contracts.ts'
import type { ProxiedContract, SharedContract } from './names.ts'

/** Type of the permissioned dispute game. */
export const PERMISSIONED_GAME = 1
const MAX_GAME_DEPTH = 73n
const SPLIT_DEPTH = 30n
const PREIMAGE_MIN_PROPOSAL_BYTES = 126_000n
const PREIMAGE_CHALLENGE_SECONDS = 86_400n
/** Name under which the messenger's proxy asks the AddressManager. */
export const MESSENGER_NAME = 'OVM_L1CrossDomainMessenger'

/** Every contract of a chain, known before the first transaction. */
export type LayoutOf<generation extends Generation> = {
  generation: generation
  /** Sends the steps; owns ProxyAdmin and DisputeGameFactory until the handover. */
  deployer: Address
  implementations: Record<SharedContract<generation> | ProxiedContract<generation>, Creation>
  proxies: Record<ProxiedContract<generation>, Creation>
  proxyAdmin: Creation
  /** What is created is the cradle, and the manager its first creation; a factory creates the manager itself. */
  addressManager: { creation: Creation; address: Address }
}

/** Proposals are dispute games; `game` holds proposer and challenger. */
export type GamesLayout = LayoutOf<'dispute-games'> & { game: Creation }

/** Proposals go to an oracle. */
export type OracleLayout = LayoutOf<'output-oracle'>

export type L1Layout = GamesLayout | OracleLayout

/** Makes the creations of one chain. */
type Maker = {
  encode(types: string, values: readonly unknown[]): Hex
  /** A contract of this chain alone. */
  own(contract: string, args?: Hex, name?: string): Creation
  /** A contract that all chains of this L1 share. */
  shared(contract: string, args?: Hex): Creation
}

/**
 * Where every contract of an intent's chain will stand.
 *
 * @param deployer - Account that sends the steps and is the temporary owner of ProxyAdmin.
 * @param creator - Creates what is the chain's own: the deterministic deployer, or a factory.
 * @see facts of contracts-bedrock 0.17.3; what chains share is always the deterministic deployer's.
 */
export function layoutL1(
  intent: Intent,
  contracts: Contracts,
  deployer: Address,
  creator: Address = deterministicDeployer,
): L1Layout {
  const encode: Maker['encode'] = (types, values) =>
    encodeAbiParameters(parseAbiParameters(types), values as never)
  const salt = (name: string): Hex =>
    keccak256(
      encode('address, uint256, bytes32, string', [
        intent.roles.owner,
        BigInt(intent.l2ChainId),
        intent.salt,
        name,
      ]),
    )
  const make: Maker = {
    encode,
    own: (contract, args, name = contract) => createAt(contracts, contract, salt(name), args, creator),
    shared: (contract, args) => createAt(contracts, contract, zeroHash, args),
  }
  const proxyAdmin = make.own('ProxyAdmin', encode('address', [deployer]))
  const addressManager =
    creator === deterministicDeployer
      ? cradledManager(contracts, salt('AddressManager'), proxyAdmin.address)
      : uncradledManager(make.own('AddressManager'))
  const base = { deployer, proxyAdmin, addressManager }
  const admin = encode('address', [proxyAdmin.address])
  const proxy = (name: string): Creation => make.own('Proxy', admin, name)
  const resolved = encode('address, string', [addressManager.address, MESSENGER_NAME])
  const superchain = {
    SuperchainConfig: proxy('SuperchainConfig'),
    ProtocolVersions: proxy('ProtocolVersions'),
  }
  const chain = {
    SystemConfig: proxy('SystemConfig'),
    L1StandardBridge: make.own('L1ChugSplashProxy', admin, 'L1StandardBridge'),
    L1ERC721Bridge: proxy('L1ERC721Bridge'),
    OptimismMintableERC20Factory: proxy('OptimismMintableERC20Factory'),
    L1CrossDomainMessenger: make.own('ResolvedDelegateProxy', resolved, 'L1CrossDomainMessenger'),
  }
  switch (intent.generation) {
    case 'dispute-games': {
      // The order is that of the steps.
      const proxies: GamesLayout['proxies'] = {
        ...superchain,
        OptimismPortal2: proxy('OptimismPortal2'),
        ...chain,
        DisputeGameFactory: proxy('DisputeGameFactory'),
        DelayedWETH: proxy('DelayedWETH'),
        AnchorStateRegistry: proxy('AnchorStateRegistry'),
      }
      const implementations = gamesImplementations(intent, make, proxies)
      const game = permissionedGame({ intent, make, proxies, vm: implementations.MIPS.address })
      return { generation: intent.generation, ...base, proxies, implementations, game }
    }
    case 'output-oracle': {
      const proxies: OracleLayout['proxies'] = {
        ...superchain,
        OptimismPortal: proxy('OptimismPortal'),
        ...chain,
        L2OutputOracle: proxy('L2OutputOracle'),
      }
      const implementations: OracleLayout['implementations'] = {
        ...commonImplementations(make),
        OptimismPortal: make.shared('OptimismPortal'),
        L2OutputOracle: make.shared('L2OutputOracle'),
        StorageSetter: make.shared('StorageSetter'),
      }
      return { generation: intent.generation, ...base, proxies, implementations }
    }
    default:
      throw new TypeError(`unknown generation ${intent.generation satisfies never}`)
  }
}

function cradledManager(contracts: Contracts, salt: Hex, owner: Address): L1Layout['addressManager'] {
  const initCode = addressManagerCradle(bytecodeOf(contracts, 'AddressManager').initCode, owner)
  const creation = creationOf('AddressManager', salt, initCode)
  return { creation, address: addressManagerOf(creation.address) }
}

function uncradledManager(creation: Creation): L1Layout['addressManager'] {
  return { creation, address: creation.address }
}

function commonImplementations({ shared }: Maker) {
  return {
    SuperchainConfig: shared('SuperchainConfig'),
    ProtocolVersions: shared('ProtocolVersions'),
    L1CrossDomainMessenger: shared('L1CrossDomainMessenger'),
    OptimismMintableERC20Factory: shared('OptimismMintableERC20Factory'),
    SystemConfig: shared('SystemConfig'),
    L1StandardBridge: shared('L1StandardBridge'),
    L1ERC721Bridge: shared('L1ERC721Bridge'),
  }
}

function gamesImplementations(
  { games }: Intent,
  make: Maker,
  proxies: GamesLayout['proxies'],
): GamesLayout['implementations'] {
  const { encode, shared } = make
  const preimageOracle = shared(
    'PreimageOracle',
    encode('uint256, uint256', [PREIMAGE_MIN_PROPOSAL_BYTES, PREIMAGE_CHALLENGE_SECONDS]),
  )
  return {
    ...commonImplementations(make),
    OptimismPortal2: shared(
      'OptimismPortal2',
      encode('uint256, uint256', [games.proofMaturitySeconds, games.finalityDelaySeconds]),
    ),
    DisputeGameFactory: shared('DisputeGameFactory'),
    DelayedWETH: shared('DelayedWETH', encode('uint256', [games.wethDelaySeconds])),
    PreimageOracle: preimageOracle,
    MIPS: shared('MIPS', encode('address', [preimageOracle.address])),
    AnchorStateRegistry: make.own(
      'AnchorStateRegistry',
      encode('address', [proxies.DisputeGameFactory.address]),
      'AnchorStateRegistry implementation',
    ),
  }
}

/** The game that holds proposer and challenger as immutables; other keys are another game. */
function permissionedGame(input: {
  intent: Intent
  make: Maker
  proxies: GamesLayout['proxies']
  vm: Address
}): Creation {
  const { intent, make, proxies, vm } = input
  const { games, roles } = intent
  const types =
    'uint32, bytes32, uint256, uint256, uint64, uint64, address, address, address, uint256, address, address'
  const args = make.encode(types, [
    PERMISSIONED_GAME,
    games.absolutePrestate,
    MAX_GAME_DEPTH,
    SPLIT_DEPTH,
    games.clockExtensionSeconds,
    games.maxClockDurationSeconds,
    vm,
    proxies.DelayedWETH.address,
    proxies.AnchorStateRegistry.address,
    BigInt(intent.l2ChainId),
    roles.proposer,
    roles.challenger,
  ])
  return make.own('PermissionedDisputeGame', args)
}
