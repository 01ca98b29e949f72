import {
  type Address,
  decodeFunctionResult,
  encodeFunctionData,
  encodeFunctionResult,
  getAddress,
  type Hex,
  padHex,
  toHex,
} from 'viem'
import { deriveBatchInbox, encodeFeeScalar } from '../genesis/index.ts'
import type { Intent } from '../intent/index.ts'
import { l1Abi } from './abi.ts'
import { wordOf } from './checks.ts'
import { type L1Layout, PERMISSIONED_GAME, type ProxiedContract, proxiedContracts } from './layout.ts'
import { BASE_FEE_SCALAR, BLOB_BASE_FEE_SCALAR } from './scalars.ts'

/**
 * One fact about a deployed chain. `owner`: the client's for good; `wiring`: fixed by the deployment; `role`: the
 * owner may rotate it, so a difference is drift, not damage.
 */
export type Expectation = {
  kind: 'owner' | 'wiring' | 'role'
  /** “SystemConfig owner”, for people. */
  what: string
  to: Address
  functionName: string
  data: Hex
  equals: Hex
}

const ALIAS_DEAD: Address = '0x000000000000000000000000000000000000dead'
const l2Predeploys = {
  messenger: '0x4200000000000000000000000000000000000007',
  standardBridge: '0x4200000000000000000000000000000000000010',
  erc721Bridge: '0x4200000000000000000000000000000000000014',
} as const

/** Everything that must hold on L1 once a chain is deployed. */
export function expectationsOf(intent: Intent, layout: L1Layout, outputRoot: Hex): Expectation[] {
  return [...owners(intent, layout), ...wiring(intent, layout, outputRoot), ...roles(intent, layout)]
}

function owners({ roles }: Intent, layout: L1Layout): Expectation[] {
  const { proxies, proxyAdmin, addressManager } = layout
  const owner = (name: string, at: Address, expected: Address): Expectation =>
    expect('owner', `${name} owner`, at, 'owner', [], wordOf(expected))
  return [
    owner('ProxyAdmin', proxyAdmin.address, roles.owner),
    owner('DisputeGameFactory', proxies.DisputeGameFactory.address, roles.owner),
    owner('SystemConfig', proxies.SystemConfig.address, roles.owner),
    owner('DelayedWETH', proxies.DelayedWETH.address, roles.owner),
    owner('ProtocolVersions', proxies.ProtocolVersions.address, roles.owner),
    owner('AddressManager', addressManager.address, proxyAdmin.address),
    ...proxiedContracts.map((name) =>
      expect(
        'owner',
        `${name} admin`,
        proxyAdmin.address,
        'getProxyAdmin',
        [proxies[name].address],
        wordOf(proxyAdmin.address),
      ),
    ),
    expect(
      'owner',
      'SuperchainConfig guardian',
      proxies.SuperchainConfig.address,
      'guardian',
      [],
      wordOf(roles.guardian),
    ),
  ]
}

function wiring(intent: Intent, layout: L1Layout, outputRoot: Hex): Expectation[] {
  const { proxies, proxyAdmin, implementations, game } = layout
  const at = (name: ProxiedContract): Address => proxies[name].address
  const [config, portal, messenger] = [
    at('SystemConfig'),
    at('OptimismPortal2'),
    at('L1CrossDomainMessenger'),
  ]
  const get = (
    what: string,
    to: Address,
    functionName: string,
    equals: Hex,
    args: readonly unknown[] = [],
  ): Expectation => expect('wiring', what, to, functionName, args, equals)
  const feeScalar = encodeFeeScalar({
    basefeeScalar: BASE_FEE_SCALAR,
    blobbasefeeScalar: BLOB_BASE_FEE_SCALAR,
  })
  const number = (value: bigint | number): Hex => toHex(value, { size: 32 })
  return [
    ...proxiedContracts.map((name) =>
      get(
        `${name} implementation`,
        proxyAdmin.address,
        'getProxyImplementation',
        wordOf(implementations[name].address),
        [at(name)],
      ),
    ),
    get('SystemConfig portal', config, 'optimismPortal', wordOf(portal)),
    get('SystemConfig messenger', config, 'l1CrossDomainMessenger', wordOf(messenger)),
    get('SystemConfig standard bridge', config, 'l1StandardBridge', wordOf(at('L1StandardBridge'))),
    get('SystemConfig ERC-721 bridge', config, 'l1ERC721Bridge', wordOf(at('L1ERC721Bridge'))),
    get('SystemConfig game factory', config, 'disputeGameFactory', wordOf(at('DisputeGameFactory'))),
    get(
      'SystemConfig token factory',
      config,
      'optimismMintableERC20Factory',
      wordOf(at('OptimismMintableERC20Factory')),
    ),
    get('SystemConfig batch inbox', config, 'batchInbox', wordOf(deriveBatchInbox(intent.l2ChainId))),
    get('SystemConfig fee scalar', config, 'scalar', feeScalar),
    get('OptimismPortal system config', portal, 'systemConfig', wordOf(config)),
    get('OptimismPortal superchain config', portal, 'superchainConfig', wordOf(at('SuperchainConfig'))),
    get('OptimismPortal game type', portal, 'respectedGameType', number(PERMISSIONED_GAME)),
    get('OptimismPortal L2 sender', portal, 'l2Sender', wordOf(ALIAS_DEAD)),
    get('L1CrossDomainMessenger portal', messenger, 'portal', wordOf(portal)),
    get('L1CrossDomainMessenger peer', messenger, 'otherMessenger', wordOf(l2Predeploys.messenger)),
    get('L1StandardBridge peer', at('L1StandardBridge'), 'otherBridge', wordOf(l2Predeploys.standardBridge)),
    get('L1StandardBridge messenger', at('L1StandardBridge'), 'messenger', wordOf(messenger)),
    get('L1ERC721Bridge peer', at('L1ERC721Bridge'), 'otherBridge', wordOf(l2Predeploys.erc721Bridge)),
    get(
      'OptimismMintableERC20Factory bridge',
      at('OptimismMintableERC20Factory'),
      'bridge',
      wordOf(at('L1StandardBridge')),
    ),
    get('game registry', game.address, 'anchorStateRegistry', wordOf(at('AnchorStateRegistry'))),
    get('game chain id', game.address, 'l2ChainId', number(intent.l2ChainId)),
    get(
      'anchor of the games',
      at('AnchorStateRegistry'),
      'anchors',
      encodeFunctionResult({ abi: l1Abi, functionName: 'anchors', result: [outputRoot, 0n] }),
      [PERMISSIONED_GAME],
    ),
  ]
}

function roles({ roles, gasLimit }: Intent, { proxies, game }: L1Layout): Expectation[] {
  const config = proxies.SystemConfig.address
  const role = (
    what: string,
    to: Address,
    functionName: string,
    equals: Hex,
    args: readonly unknown[] = [],
  ): Expectation => expect('role', what, to, functionName, args, equals)
  return [
    role('batcher', config, 'batcherHash', padHex(roles.batcher, { size: 32 })),
    role('unsafe signer', config, 'unsafeBlockSigner', wordOf(roles.unsafeSigner)),
    role('permissioned game', proxies.DisputeGameFactory.address, 'gameImpls', wordOf(game.address), [
      PERMISSIONED_GAME,
    ]),
    role('proposer', game.address, 'proposer', wordOf(roles.proposer)),
    role('challenger', game.address, 'challenger', wordOf(roles.challenger)),
    role('gas limit', config, 'gasLimit', toHex(gasLimit, { size: 32 })),
  ]
}

/** An answer as people read it: decoded by the ABI, bigints in decimal. */
export function formatAnswer({ functionName }: Expectation, answer: Hex): string {
  if (answer === '0x') return 'nothing'
  // The batcher stands in a whole word, as an address behind zeros.
  if (functionName === 'batcherHash') return addressOf(answer)
  const value = decodeFunctionResult({ abi: l1Abi, functionName, data: answer } as never) as unknown
  return Array.isArray(value) ? value.map(String).join(' at ') : String(value)
}

function addressOf(word: Hex): string {
  return /^0x0{24}[0-9a-f]{40}$/i.test(word) ? getAddress(`0x${word.slice(26)}`) : word
}

function expect(
  kind: Expectation['kind'],
  what: string,
  to: Address,
  functionName: string,
  args: readonly unknown[],
  equals: Hex,
): Expectation {
  // Names and arguments are literals of this file; the ABI checks them when they are encoded.
  return {
    kind,
    what,
    to,
    functionName,
    data: encodeFunctionData({ abi: l1Abi, functionName, args } as never),
    equals,
  }
}
