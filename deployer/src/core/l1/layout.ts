import { type Address, encodeAbiParameters, type Hex, keccak256, parseAbiParameters, zeroHash } from 'viem'
import type { Generation, Intent } from '../intent/index.ts'
import { addressManagerCradle, addressManagerOf } from './addressManager.ts'
import { bytecodeOf, type Contracts, type Creation, createAt, creationOf } from './contracts.ts'
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
  /** What is created is the cradle; the manager is its first creation. */
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
 * @see facts of contracts-bedrock 0.17.3; all creations go through the deterministic deployer.
 */
export function layoutL1(intent: Intent, contracts: Contracts, deployer: Address): L1Layout {
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
    own: (contract, args, name = contract) => createAt(contracts, contract, salt(name), args),
    shared: (contract, args) => createAt(contracts, contract, zeroHash, args),
  }
  const proxyAdmin = make.own('ProxyAdmin', encode('address', [deployer]))
  const cradle = creationOf(
    'AddressManager',
    salt('AddressManager'),
    addressManagerCradle(bytecodeOf(contracts, 'AddressManager').initCode, proxyAdmin.address),
  )
  const addressManager = { creation: cradle, address: addressManagerOf(cradle.address) }
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
