import { type Address, encodeFunctionData, type Hex, maxUint128, pad, toHex } from 'viem'
import { deriveBatchInbox } from '../genesis/index.ts'
import type { Intent } from '../intent/index.ts'
import { initializers, l1Abi } from './abi.ts'
import { type Check, callCheck, IMPLEMENTATION_SLOT, wordOf } from './checks.ts'
import { type L1Layout, MESSENGER_NAME, PERMISSIONED_GAME, type ProxiedContract } from './layout.ts'
import { BASE_FEE_SCALAR, BLOB_BASE_FEE_SCALAR } from './scalars.ts'
import type { L1Stage, L1Step } from './step.ts'

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

/** Points the proxies to their implementations and initialises them, in the order that the contracts require. */
export function initializeSteps(intent: Intent, layout: L1Layout): L1Step[] {
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

/** Points one proxy to its implementation and initialises it. */
export function initializeStep(
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
