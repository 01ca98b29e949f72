import { type Address, encodeFunctionResult, type Hex, padHex, toHex, zeroAddress } from 'viem'
import { deriveBatchInbox, encodeFeeScalar } from '../genesis/index.ts'
import type { Intent } from '../intent/index.ts'
import { l1Abi } from './abi.ts'
import { addressesOf, implementationOf, portalOf } from './addresses.ts'
import type { Anchor } from './anchor.ts'
import { wordOf } from './checks.ts'
import { type Expectation, expect } from './expectation.ts'
import { type GamesLayout, type L1Layout, type OracleLayout, PERMISSIONED_GAME } from './layout.ts'
import { outputsOf } from './outputsOf.ts'
import { BASE_FEE_SCALAR, BLOB_BASE_FEE_SCALAR } from './scalars.ts'

const ALIAS_DEAD: Address = '0x000000000000000000000000000000000000dead'
const l2Predeploys = {
  messenger: '0x4200000000000000000000000000000000000007',
  standardBridge: '0x4200000000000000000000000000000000000010',
  erc721Bridge: '0x4200000000000000000000000000000000000014',
} as const

/** Everything that must hold on L1 once a chain is deployed. */
export function expectationsOf(intent: Intent, layout: L1Layout, anchor: Anchor): Expectation[] {
  const base = [...owners(intent, layout), ...wiring(intent, layout), ...roles(intent, layout)]
  switch (layout.generation) {
    case 'dispute-games':
      return [...base, ...games(intent, layout, anchor)]
    case 'output-oracle':
      return [...base, ...oracle(intent, layout, anchor)]
    default:
      throw new TypeError(`unknown generation ${(layout satisfies never as L1Layout).generation}`)
  }
}

function owners({ roles }: Intent, layout: L1Layout): Expectation[] {
  const { proxies, proxyAdmin, addressManager } = layout
  const superchain = proxies.SuperchainConfig.address
  return [
    owner('ProxyAdmin', proxyAdmin.address, roles.owner),
    owner('SystemConfig', proxies.SystemConfig.address, roles.owner),
    owner('ProtocolVersions', proxies.ProtocolVersions.address, roles.owner),
    owner('AddressManager', addressManager.address, proxyAdmin.address),
    ...Object.entries(proxies).map(([name, { address }]) =>
      expect('owner', `${name} admin`, proxyAdmin.address, 'getProxyAdmin', wordOf(proxyAdmin.address), [
        address,
      ]),
    ),
    expect('owner', 'SuperchainConfig guardian', superchain, 'guardian', wordOf(roles.guardian)),
  ]
}

function wiring({ l2ChainId }: Intent, layout: L1Layout): Expectation[] {
  const { proxies, proxyAdmin } = layout
  const portal = portalOf(addressesOf(layout))
  const config = proxies.SystemConfig.address
  const messenger = proxies.L1CrossDomainMessenger.address
  const standardBridge = proxies.L1StandardBridge.address
  const erc721Bridge = proxies.L1ERC721Bridge.address
  const tokenFactory = proxies.OptimismMintableERC20Factory.address
  const superchain = proxies.SuperchainConfig.address
  const feeScalar = encodeFeeScalar({
    basefeeScalar: BASE_FEE_SCALAR,
    blobbasefeeScalar: BLOB_BASE_FEE_SCALAR,
  })
  return [
    ...Object.entries(proxies).map(([name, { address }]) =>
      wired(
        `${name} implementation`,
        proxyAdmin.address,
        'getProxyImplementation',
        wordOf(implementationOf(layout, name)),
        [address],
      ),
    ),
    wired('SystemConfig portal', config, 'optimismPortal', wordOf(portal)),
    wired('SystemConfig messenger', config, 'l1CrossDomainMessenger', wordOf(messenger)),
    wired('SystemConfig standard bridge', config, 'l1StandardBridge', wordOf(standardBridge)),
    wired('SystemConfig ERC-721 bridge', config, 'l1ERC721Bridge', wordOf(erc721Bridge)),
    wired('SystemConfig token factory', config, 'optimismMintableERC20Factory', wordOf(tokenFactory)),
    wired('SystemConfig batch inbox', config, 'batchInbox', wordOf(deriveBatchInbox(l2ChainId))),
    wired('SystemConfig fee scalar', config, 'scalar', feeScalar),
    wired('OptimismPortal system config', portal, 'systemConfig', wordOf(config)),
    wired('OptimismPortal superchain config', portal, 'superchainConfig', wordOf(superchain)),
    wired('OptimismPortal L2 sender', portal, 'l2Sender', wordOf(ALIAS_DEAD)),
    wired('L1CrossDomainMessenger portal', messenger, 'portal', wordOf(portal)),
    wired('L1CrossDomainMessenger peer', messenger, 'otherMessenger', wordOf(l2Predeploys.messenger)),
    wired('L1StandardBridge peer', standardBridge, 'otherBridge', wordOf(l2Predeploys.standardBridge)),
    wired('L1StandardBridge messenger', standardBridge, 'messenger', wordOf(messenger)),
    wired('L1ERC721Bridge peer', erc721Bridge, 'otherBridge', wordOf(l2Predeploys.erc721Bridge)),
    wired('OptimismMintableERC20Factory bridge', tokenFactory, 'bridge', wordOf(standardBridge)),
  ]
}

function roles({ roles, gasLimit }: Intent, { proxies }: L1Layout): Expectation[] {
  const config = proxies.SystemConfig.address
  return [
    expect('role', 'batcher', config, 'batcherHash', padHex(roles.batcher, { size: 32 })),
    expect('role', 'unsafe signer', config, 'unsafeBlockSigner', wordOf(roles.unsafeSigner)),
    expect('role', 'gas limit', config, 'gasLimit', number(gasLimit)),
  ]
}

function games({ roles, l2ChainId }: Intent, layout: GamesLayout, { outputRoot }: Anchor): Expectation[] {
  const { proxies, game } = layout
  const config = proxies.SystemConfig.address
  const portal = proxies.OptimismPortal2.address
  const factory = proxies.DisputeGameFactory.address
  const registry = proxies.AnchorStateRegistry.address
  const anchor = encodeFunctionResult({ abi: l1Abi, functionName: 'anchors', result: [outputRoot, 0n] })
  return [
    owner('DisputeGameFactory', factory, roles.owner),
    owner('DelayedWETH', proxies.DelayedWETH.address, roles.owner),
    wired('SystemConfig game factory', config, 'disputeGameFactory', wordOf(factory)),
    wired('OptimismPortal game type', portal, 'respectedGameType', number(PERMISSIONED_GAME)),
    wired('game registry', game.address, 'anchorStateRegistry', wordOf(registry)),
    wired('game chain id', game.address, 'l2ChainId', number(l2ChainId)),
    wired('anchor of the games', registry, 'anchors', anchor, [PERMISSIONED_GAME]),
    expect('role', 'permissioned game', factory, 'gameImpls', wordOf(game.address), [PERMISSIONED_GAME]),
    expect('role', 'proposer', game.address, 'proposer', wordOf(roles.proposer)),
    expect('role', 'challenger', game.address, 'challenger', wordOf(roles.challenger)),
  ]
}

function oracle(intent: Intent, { proxies }: OracleLayout, anchor: Anchor): Expectation[] {
  const { roles } = intent
  const at = proxies.L2OutputOracle.address
  const config = proxies.SystemConfig.address
  return [
    wired('SystemConfig game factory', config, 'disputeGameFactory', wordOf(zeroAddress)),
    wired('OptimismPortal oracle', proxies.OptimismPortal.address, 'l2Oracle', wordOf(at)),
    ...oracleTerms(intent, at, anchor),
    expect('role', 'proposer', at, 'proposer', wordOf(roles.proposer)),
    expect('role', 'challenger', at, 'challenger', wordOf(roles.challenger)),
  ]
}

/** What an output oracle is told once: how often outputs are proposed, when they count, and where they begin. */
export function oracleTerms(
  intent: Intent,
  at: Address,
  { timestampSeconds }: Pick<Anchor, 'timestampSeconds'>,
): Expectation[] {
  const { submissionIntervalBlocks, finalizationPeriodSeconds } = outputsOf(intent)
  const l2BlockTime = number(intent.blockTimeSeconds)
  return [
    wired('L2OutputOracle interval', at, 'submissionInterval', number(submissionIntervalBlocks)),
    wired('L2OutputOracle L2 block time', at, 'l2BlockTime', l2BlockTime),
    wired('L2OutputOracle first block', at, 'startingBlockNumber', number(0)),
    wired('L2OutputOracle first timestamp', at, 'startingTimestamp', number(timestampSeconds)),
    wired(
      'L2OutputOracle finalization period',
      at,
      'finalizationPeriodSeconds',
      number(finalizationPeriodSeconds),
    ),
  ]
}

function owner(name: string, at: Address, expected: Address): Expectation {
  return expect('owner', `${name} owner`, at, 'owner', wordOf(expected))
}

function wired(
  what: string,
  to: Address,
  functionName: string,
  equals: Hex,
  args: readonly unknown[] = [],
): Expectation {
  return expect('wiring', what, to, functionName, equals, args)
}

function number(value: bigint | number): Hex {
  return toHex(value, { size: 32 })
}
