import { type Address, concatHex, encodeAbiParameters, encodeFunctionData, type Hex, toHex } from 'viem'
import type { Intent } from '../intent/index.ts'
import { initializers, l1Abi } from './abi.ts'
import { callCheck, wordOf } from './checks.ts'
import { type Creation, deterministicDeployer } from './contracts.ts'
import { initializeStep, initializeSteps } from './initialization.ts'
import { type L1Layout, MESSENGER_NAME, PERMISSIONED_GAME, sharedContracts } from './layout.ts'
import type { L1Stage, L1Step } from './step.ts'
import { eventTopics } from './topics.ts'

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
