import { type Address, encodeFunctionData, maxUint128, pad, toHex, zeroAddress } from 'viem'
import { deriveBatchInbox } from '../genesis/index.ts'
import type { Intent } from '../intent/index.ts'
import { initializers, l1Abi } from './abi.ts'
import { type Check, callCheck, IMPLEMENTATION_SLOT, wordOf } from './checks.ts'
import type { Creation } from './contracts.ts'
import { type L1Layout, MESSENGER_NAME, PERMISSIONED_GAME } from './layout.ts'
import type { ProxiedContract } from './names.ts'
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

/**
 * Points the proxies to their implementations and initialises them, in the order that the contracts require. What
 * depends on the genesis comes later: the registry of the games, the output oracle.
 */
export function initializeSteps(intent: Intent, layout: L1Layout): L1Step[] {
  const { roles } = intent
  const { proxies } = layout
  const superchain = proxies.SuperchainConfig.address
  const messenger = proxies.L1CrossDomainMessenger.address
  const systemConfig = proxies.SystemConfig.address
  const standardBridge = proxies.L1StandardBridge.address
  const { portal, factory, portalStep, gamesSteps } = proposalsOf(intent, layout)
  const init = <name extends ProxiedContract>(chain: Has<name>, name: name, args: unknown[], gas: bigint) =>
    initializeStep(chain, { stage: 'chain contracts', name, args, gas })
  return [
    init(layout, 'SuperchainConfig', [roles.guardian, false], 110_000n),
    init(layout, 'ProtocolVersions', [roles.owner, 0n, 0n], 122_000n),
    // The portal before SystemConfig, which tells it the gas paying token.
    portalStep,
    init(
      layout,
      'SystemConfig',
      [
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
          l1ERC721Bridge: proxies.L1ERC721Bridge.address,
          l1StandardBridge: standardBridge,
          disputeGameFactory: factory,
          optimismPortal: portal,
          optimismMintableERC20Factory: proxies.OptimismMintableERC20Factory.address,
          gasPayingToken: ETHER_TOKEN,
        },
      ],
      421_000n,
    ),
    init(layout, 'L1StandardBridge', [messenger, superchain, systemConfig], 177_000n),
    init(layout, 'L1ERC721Bridge', [messenger, superchain], 152_000n),
    init(layout, 'OptimismMintableERC20Factory', [standardBridge], 107_000n),
    init(layout, 'L1CrossDomainMessenger', [superchain, portal, systemConfig], 213_000n),
    ...gamesSteps,
  ]
}

/** What the generations initialise differently. `factory`: of the games; zero where proposals go to an oracle. */
type Proposals = { portal: Address; factory: Address; portalStep: L1Step; gamesSteps: L1Step[] }

function proposalsOf({ roles }: Intent, layout: L1Layout): Proposals {
  const stage = 'chain contracts'
  const superchain = layout.proxies.SuperchainConfig.address
  const systemConfig = layout.proxies.SystemConfig.address
  switch (layout.generation) {
    case 'dispute-games': {
      const factory = layout.proxies.DisputeGameFactory.address
      const args = [factory, systemConfig, superchain, PERMISSIONED_GAME]
      return {
        portal: layout.proxies.OptimismPortal2.address,
        factory,
        portalStep: initializeStep(layout, { stage, name: 'OptimismPortal2', args, gas: 220_000n }),
        gamesSteps: [
          // The deployer sets the game and hands the factory over at the end.
          initializeStep(layout, {
            ...{ stage, name: 'DisputeGameFactory' },
            ...{ args: [layout.deployer], gas: 111_000n },
          }),
          initializeStep(layout, {
            ...{ stage, name: 'DelayedWETH' },
            ...{ args: [roles.owner, superchain], gas: 134_000n },
          }),
        ],
      }
    }
    case 'output-oracle': {
      const args = [layout.proxies.L2OutputOracle.address, systemConfig, superchain]
      return {
        portal: layout.proxies.OptimismPortal.address,
        factory: zeroAddress,
        portalStep: initializeStep(layout, { stage, name: 'OptimismPortal', args, gas: 198_000n }),
        gamesSteps: [],
      }
    }
    default:
      throw new TypeError(`unknown generation ${(layout satisfies never as L1Layout).generation}`)
  }
}

/** A chain with a contract of that name. */
type Has<name extends ProxiedContract> = Pick<L1Layout, 'proxyAdmin' | 'addressManager'> & {
  proxies: Readonly<Record<name, Creation>>
  implementations: Readonly<Record<name, Creation>>
}

/** Points one proxy to its implementation and initialises it. */
export function initializeStep<name extends ProxiedContract>(
  layout: Has<name>,
  { stage, name, args, gas }: { stage: L1Stage; name: name; args: readonly unknown[]; gas: bigint },
): L1Step {
  const proxy = layout.proxies[name].address
  const implementation = layout.implementations[name].address
  // The arguments are checked against the ABI when they are encoded; the union of all ABIs defeats inference.
  const data = encodeFunctionData({ abi: initializers[name], functionName: 'initialize', args } as never)
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
function implementationCheck<name extends ProxiedContract>(layout: Has<name>, name: name): Check {
  const equals = wordOf(layout.implementations[name].address)
  if (name === 'L1CrossDomainMessenger') {
    return callCheck(layout.addressManager.address, 'getAddress', [MESSENGER_NAME], equals)
  }
  return { kind: 'storage', address: layout.proxies[name].address, slot: IMPLEMENTATION_SLOT, equals }
}

/** `_initialized` is 1: the lowest byte of slot 0, for the messenger the byte behind an address. */
function initializedCheck(name: ProxiedContract, proxy: Address): Check {
  const shift = name === 'L1CrossDomainMessenger' ? 160n : 0n
  return {
    kind: 'storage',
    address: proxy,
    slot: toHex(0, { size: 32 }),
    mask: toHex(0xffn << shift, { size: 32 }),
    equals: toHex(1n << shift, { size: 32 }),
  }
}
