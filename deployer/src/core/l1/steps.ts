import {
  type Address,
  concatHex,
  encodeAbiParameters,
  encodeFunctionData,
  type Hex,
  maxUint128,
  pad,
  toHex,
} from 'viem'
import { deriveBatchInbox } from '../genesis/index.ts'
import type { Intent } from '../intent/index.ts'
import { initializers, l1Abi } from './abi.ts'
import { type Check, IMPLEMENTATION_SLOT, wordOf } from './checks.ts'
import { type Creation, deterministicDeployer } from './contracts.ts'
import {
  type L1Layout,
  MESSENGER_NAME,
  PERMISSIONED_GAME,
  type ProxiedContract,
  sharedContracts,
} from './layout.ts'
import { BASE_FEE_SCALAR, BLOB_BASE_FEE_SCALAR } from './scalars.ts'
import { eventTopics } from './topics.ts'

/** Most gas one transaction may have (EIP-7825). */
export const TRANSACTION_GAS_CAP = 16_777_216n

/** Where in the deployment a step belongs. */
export type L1Stage = 'shared implementations' | 'chain contracts' | 'anchor' | 'handover' | 'rotation'

/** One transaction: data for any signer, and what L1 shows when it is done. Gas as limit and as measured before. */
export type L1Step = {
  id: string
  stage: L1Stage
  title: string
  to: Address
  data: Hex
  gasLimit: bigint
  expectedGas: bigint
  done: Check
}

const ETHER_TOKEN: Address = '0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee'

/** The resource metering of the portal, as the standard configuration has it. Gas and wei. */
export const resourceConfig = {
  maxResourceLimit: 20_000_000,
  elasticityMultiplier: 10,
  baseFeeMaxChangeDenominator: 8,
  minimumBaseFee: 1_000_000_000,
  systemTxMaxGas: 1_000_000,
  maximumBaseFee: maxUint128,
} as const

/**
 * All steps until the L1 origin can be frozen: everything but the anchor and the handover. In the order of nonces:
 * later ones may be sent before earlier ones are mined.
 */
export function chainSteps(intent: Intent, layout: L1Layout): L1Step[] {
  return [
    ...[...sharedContracts].map((name) => createStep('shared implementations', layout.implementations[name])),
    createStep('chain contracts', layout.proxyAdmin),
    addressManagerStep(layout),
    ...Object.entries(layout.proxies).map(([name, proxy]) =>
      createStep('chain contracts', proxy, `${name} proxy`),
    ),
    createStep('chain contracts', layout.implementations.AnchorStateRegistry, 'AnchorStateRegistry'),
    ...proxyAdminSteps(layout),
    ...initializeSteps(intent, layout),
    createStep('chain contracts', layout.game),
    setGameStep(layout),
  ]
}

/** The steps after the genesis is known: its output root becomes the anchor of the games. */
export function anchorSteps(layout: L1Layout, outputRoot: Hex): L1Step[] {
  const data = encodeFunctionData({
    abi: initializers.AnchorStateRegistry,
    functionName: 'initialize',
    args: [[{ gameType: PERMISSIONED_GAME, outputRoot: { root: outputRoot, l2BlockNumber: 0n } }]],
  })
  return [initializeStep('anchor', layout, 'AnchorStateRegistry', data, 128_000n)]
}

/** The last steps: what the deployer still owns goes to the owner. Nothing when they are one. */
export function handoverSteps(intent: Intent, layout: L1Layout, deployer: Address): L1Step[] {
  const { owner } = intent.roles
  if (owner === deployer.toLowerCase()) return []
  const transfer = (name: string, to: Address): L1Step => ({
    id: `${name}.transferOwnership`,
    stage: 'handover',
    title: `Hand ${name} to the owner`,
    to,
    data: encodeFunctionData({ abi: l1Abi, functionName: 'transferOwnership', args: [owner] }),
    gasLimit: 100_000n,
    expectedGas: 34_000n,
    done: callCheck(to, 'owner', [], wordOf(owner)),
  })
  return [
    transfer('DisputeGameFactory', layout.proxies.DisputeGameFactory.address),
    transfer('ProxyAdmin', layout.proxyAdmin.address),
  ]
}

function createStep(stage: L1Stage, creation: Creation, name = creation.contract): L1Step {
  const size = BigInt((creation.initCode.length - 2) / 2)
  return {
    id: `${stage === 'shared implementations' ? 'shared' : 'chain'}.${name.replaceAll(' ', '.')}`,
    stage,
    title: `Create ${name}`,
    to: deterministicDeployer,
    data: concatHex([creation.salt, creation.initCode]),
    gasLimit: 200_000n + 300n * size,
    expectedGas: 60_000n + 225n * size,
    done: { kind: 'code', address: creation.address, contract: creation.contract },
  }
}

function addressManagerStep({ addressManager, proxyAdmin }: L1Layout): L1Step {
  return {
    ...createStep('chain contracts', addressManager.creation),
    done: {
      kind: 'all',
      checks: [
        { kind: 'code', address: addressManager.address, contract: 'AddressManager' },
        callCheck(addressManager.address, 'owner', [], wordOf(proxyAdmin.address)),
      ],
    },
  }
}

function proxyAdminSteps({ proxyAdmin, proxies, addressManager }: L1Layout): L1Step[] {
  const to = proxyAdmin.address
  const bridge = proxies.L1StandardBridge.address
  const messenger = proxies.L1CrossDomainMessenger.address
  const base = { stage: 'chain contracts', to, gasLimit: 150_000n, expectedGas: 48_000n } as const
  const setType = (name: string, proxy: Address, type: number): L1Step => ({
    ...base,
    id: `ProxyAdmin.setProxyType.${name}`,
    title: `Tell ProxyAdmin the kind of the ${name} proxy`,
    data: encodeFunctionData({ abi: l1Abi, functionName: 'setProxyType', args: [proxy, type] }),
    done: callCheck(to, 'proxyType', [proxy], toHex(type, { size: 32 })),
  })
  return [
    {
      ...base,
      id: 'ProxyAdmin.setAddressManager',
      title: 'Tell ProxyAdmin its AddressManager',
      data: encodeFunctionData({
        abi: l1Abi,
        functionName: 'setAddressManager',
        args: [addressManager.address],
      }),
      done: callCheck(to, 'addressManager', [], wordOf(addressManager.address)),
    },
    setType('L1StandardBridge', bridge, 1),
    setType('L1CrossDomainMessenger', messenger, 2),
    {
      ...base,
      id: 'ProxyAdmin.setImplementationName',
      title: 'Tell ProxyAdmin the name of the messenger',
      data: encodeFunctionData({
        abi: l1Abi,
        functionName: 'setImplementationName',
        args: [messenger, MESSENGER_NAME],
      }),
      done: callCheck(
        to,
        'implementationName',
        [messenger],
        encodeAbiParameters([{ type: 'string' }], [MESSENGER_NAME]),
      ),
    },
  ]
}

function initializeSteps(intent: Intent, layout: L1Layout): L1Step[] {
  const { roles } = intent
  const at = (name: ProxiedContract): Address => layout.proxies[name].address
  const [superchain, messenger, portal, systemConfig] = [
    at('SuperchainConfig'),
    at('L1CrossDomainMessenger'),
    at('OptimismPortal2'),
    at('SystemConfig'),
  ]
  const init = (name: ProxiedContract, data: Hex, gas: bigint): L1Step =>
    initializeStep('chain contracts', layout, name, data, gas)
  const call = <name extends keyof typeof initializers>(name: name, args: readonly unknown[]): Hex =>
    // The arguments are checked against the ABI when they are encoded; the union of eleven ABIs defeats inference.
    encodeFunctionData({ abi: initializers[name], functionName: 'initialize', args } as never)
  return [
    init('SuperchainConfig', call('SuperchainConfig', [roles.guardian, false]), 110_000n),
    init('ProtocolVersions', call('ProtocolVersions', [roles.owner, 0n, 0n]), 122_000n),
    // The portal before SystemConfig, which tells it the gas paying token.
    init(
      'OptimismPortal2',
      call('OptimismPortal2', [at('DisputeGameFactory'), systemConfig, superchain, PERMISSIONED_GAME]),
      220_000n,
    ),
    init(
      'SystemConfig',
      call('SystemConfig', [
        roles.owner,
        BASE_FEE_SCALAR,
        BLOB_BASE_FEE_SCALAR,
        pad(roles.batcher, { size: 32 }),
        intent.gasLimit,
        roles.unsafeSigner,
        resourceConfig,
        deriveBatchInbox(intent.l2ChainId),
        {
          l1CrossDomainMessenger: messenger,
          l1ERC721Bridge: at('L1ERC721Bridge'),
          l1StandardBridge: at('L1StandardBridge'),
          disputeGameFactory: at('DisputeGameFactory'),
          optimismPortal: portal,
          optimismMintableERC20Factory: at('OptimismMintableERC20Factory'),
          gasPayingToken: ETHER_TOKEN,
        },
      ]),
      421_000n,
    ),
    init('L1StandardBridge', call('L1StandardBridge', [messenger, superchain, systemConfig]), 177_000n),
    init('L1ERC721Bridge', call('L1ERC721Bridge', [messenger, superchain]), 152_000n),
    init(
      'OptimismMintableERC20Factory',
      call('OptimismMintableERC20Factory', [at('L1StandardBridge')]),
      107_000n,
    ),
    init(
      'L1CrossDomainMessenger',
      call('L1CrossDomainMessenger', [superchain, portal, systemConfig]),
      213_000n,
    ),
    // The deployer sets the game and hands the factory over at the end.
    init('DisputeGameFactory', call('DisputeGameFactory', [layout.deployer]), 111_000n),
    init('DelayedWETH', call('DelayedWETH', [roles.owner, superchain]), 134_000n),
  ]
}

function initializeStep(
  stage: L1Stage,
  layout: L1Layout,
  name: ProxiedContract,
  data: Hex,
  gas: bigint,
): L1Step {
  const proxy = layout.proxies[name].address
  const implementation = layout.implementations[name].address
  return {
    id: `${name}.initialize`,
    stage,
    title: `Initialize ${name}`,
    to: layout.proxyAdmin.address,
    data: encodeFunctionData({
      abi: l1Abi,
      functionName: 'upgradeAndCall',
      args: [proxy, implementation, data],
    }),
    gasLimit: 1_500_000n,
    expectedGas: gas,
    done: { kind: 'all', checks: [implementationCheck(layout, name), initializedCheck(name, proxy)] },
  }
}

/** The proxy points to the implementation; the messenger's does through the AddressManager. */
export function implementationCheck(layout: L1Layout, name: ProxiedContract): Check {
  const equals = wordOf(layout.implementations[name].address)
  if (name === 'L1CrossDomainMessenger') {
    return callCheck(layout.addressManager.address, 'getAddress', [MESSENGER_NAME], equals)
  }
  return { kind: 'storage', address: layout.proxies[name].address, slot: IMPLEMENTATION_SLOT, equals }
}

/** `_initialized` is 1: the lowest byte of slot 0, for the messenger the byte behind an address. */
export function initializedCheck(name: ProxiedContract, proxy: Address): Check {
  const shift = name === 'L1CrossDomainMessenger' ? 160n : 0n
  return {
    kind: 'storage',
    address: proxy,
    slot: toHex(0, { size: 32 }),
    mask: toHex(0xffn << shift, { size: 32 }),
    equals: toHex(1n << shift, { size: 32 }),
  }
}

function setGameStep({ proxies, game }: L1Layout): L1Step {
  const factory = proxies.DisputeGameFactory.address
  return {
    id: 'DisputeGameFactory.setImplementation',
    stage: 'chain contracts',
    title: 'Register the permissioned game',
    to: factory,
    data: encodeFunctionData({
      abi: l1Abi,
      functionName: 'setImplementation',
      args: [PERMISSIONED_GAME, game.address],
    }),
    gasLimit: 150_000n,
    expectedGas: 53_000n,
    // By its log, not by its effect: a game that the owner has revoked since must not come back.
    done: {
      kind: 'emitted',
      address: factory,
      topics: eventTopics('ImplementationSet', { impl: game.address, gameType: PERMISSIONED_GAME }),
    },
  }
}

function callCheck(to: Address, functionName: string, args: readonly unknown[], equals: Hex): Check {
  // Names and arguments are literals of this file; the ABI checks them when they are encoded.
  return { kind: 'call', to, data: encodeFunctionData({ abi: l1Abi, functionName, args } as never), equals }
}
