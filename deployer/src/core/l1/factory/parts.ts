import { chainFactoryAbi } from '@opraas/contracts'
import { concatHex, encodeDeployData, type Hex, size, slice, toHex, zeroHash } from 'viem'
import type { Intent } from '../../intent/index.ts'
import {
  type Bytecode,
  bytecodeOf,
  type Contracts,
  type Creation,
  createAt,
  creationOf,
} from '../contracts.ts'
import { type GamesLayout, layoutL1 } from '../layout.ts'
import { sharedContracts } from '../names.ts'

/** The contracts whose init code the factory reads from data contracts; the game's is in two. */
const coded = [
  'AddressManager',
  'ProxyAdmin',
  'Proxy',
  'L1ChugSplashProxy',
  'ResolvedDelegateProxy',
  'AnchorStateRegistry',
] as const
const GAME = 'PermissionedDisputeGame'

/** What chains of one L1 share, and the factory that makes them. */
export type FactoryLayout = {
  /** In the order of creation. */
  parts: Creation[]
  factory: Creation
}

/**
 * The bytecode of a release, and what a factory needs besides: itself, and data contracts.
 *
 * @param chainFactory - The compiled ChainFactory.
 */
export function factoryContracts(release: Contracts, chainFactory: Bytecode): Contracts {
  const game = bytecodeOf(release, GAME).initCode
  const half = Math.ceil(size(game) / 2)
  const data = [
    ...coded.map((name) => [codeName(name), dataContract(bytecodeOf(release, name).initCode)]),
    [codeName(GAME, 1), dataContract(slice(game, 0, half))],
    [codeName(GAME, 2), dataContract(slice(game, half))],
  ]
  return { ...release, ...Object.fromEntries(data), ChainFactory: chainFactory }
}

/**
 * Where the factory of an L1 stands. Chains with other delays of withdrawals have another one.
 *
 * @param contracts - Those of {@link factoryContracts}.
 */
export function layoutFactory(intent: Intent, contracts: Contracts): FactoryLayout {
  // Implementations are the same for every deployer; only they are taken from this layout.
  const { implementations } = gamesOnly(layoutL1(intent, contracts, intent.roles.owner))
  const shared = (name: string): Creation => createAt(contracts, name, zeroHash)
  const codes = coded.map((name) => shared(codeName(name)))
  const halves = [shared(codeName(GAME, 1)), shared(codeName(GAME, 2))] as const
  const setter = shared('StorageSetter')
  const [addressManager, proxyAdmin, proxy, chugSplashProxy, resolvedProxy, registry] = codes.map(
    ({ address }) => address,
  )
  if (!addressManager || !proxyAdmin || !proxy || !chugSplashProxy || !resolvedProxy || !registry)
    throw new TypeError('six codes')
  const data = encodeDeployData({
    abi: chainFactoryAbi,
    bytecode: bytecodeOf(contracts, 'ChainFactory').initCode,
    args: [
      {
        addressManagerCode: addressManager,
        proxyAdminCode: proxyAdmin,
        proxyCode: proxy,
        chugSplashProxyCode: chugSplashProxy,
        resolvedProxyCode: resolvedProxy,
        anchorStateRegistryCode: registry,
        gameCode: [halves[0].address, halves[1].address],
        systemConfigSetter: setter.address,
        superchainConfig: implementations.SuperchainConfig.address,
        protocolVersions: implementations.ProtocolVersions.address,
        messenger: implementations.L1CrossDomainMessenger.address,
        tokenFactory: implementations.OptimismMintableERC20Factory.address,
        systemConfig: implementations.SystemConfig.address,
        standardBridge: implementations.L1StandardBridge.address,
        erc721Bridge: implementations.L1ERC721Bridge.address,
        portal: implementations.OptimismPortal2.address,
        disputeGameFactory: implementations.DisputeGameFactory.address,
        delayedWeth: implementations.DelayedWETH.address,
        vm: implementations.MIPS.address,
      },
    ],
  })
  return {
    parts: [
      ...sharedContracts['dispute-games'].map((name) => implementations[name]),
      setter,
      ...codes,
      ...halves,
    ],
    factory: creationOf('ChainFactory', zeroHash, data),
  }
}

/**
 * Where every contract of a chain will stand that its owner deploys through a factory.
 *
 * @throws TypeError for a chain with an output oracle: the factory makes dispute games.
 */
export function layoutByFactory(
  intent: Intent,
  contracts: Contracts,
  { factory }: FactoryLayout,
): GamesLayout {
  return gamesOnly(layoutL1(intent, contracts, factory.address, factory.address))
}

function gamesOnly(layout: ReturnType<typeof layoutL1>): GamesLayout {
  if (layout.generation === 'dispute-games') return layout
  throw new TypeError(`generation: found ${layout.generation}, expected dispute-games`)
}

function codeName(contract: string, half?: 1 | 2): string {
  return `${contract} init code${half ? ` ${half}` : ''}`
}

/** A contract whose code is a zero byte, then data. */
function dataContract(data: Hex): Bytecode {
  const runtime = concatHex(['0x00', data])
  const copier = concatHex(['0x61', toHex(size(runtime), { size: 2 }), '0x80600a3d393df3'])
  return { runtime, initCode: concatHex([copier, runtime]) }
}
