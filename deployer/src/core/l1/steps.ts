import { type Address, encodeAbiParameters, encodeFunctionData, toHex } from 'viem'
import type { Intent } from '../intent/index.ts'
import { l1Abi } from './abi.ts'
import type { Anchor } from './anchor.ts'
import { callCheck, wordOf } from './checks.ts'
import type { Creation } from './contracts.ts'
import { initializeStep, initializeSteps } from './initialization.ts'
import { type GamesLayout, type L1Layout, MESSENGER_NAME, PERMISSIONED_GAME } from './layout.ts'
import { sharedContracts } from './names.ts'
import { outputsOf } from './outputsOf.ts'
import { creationStep, type L1Stage, type L1Step } from './step.ts'
import { eventTopics } from './topics.ts'

/**
 * All steps until the L1 origin can be frozen: everything but the anchor and the handover. In the order of nonces:
 * later ones may be sent before earlier ones are mined.
 */
export function chainSteps(intent: Intent, layout: L1Layout): L1Step[] {
  return [
    ...implementationsOf(layout).map((creation) => createStep('shared implementations', creation)),
    createStep('chain contracts', layout.proxyAdmin),
    addressManagerStep(layout),
    ...Object.entries(layout.proxies).map(([name, proxy]) =>
      createStep('chain contracts', proxy, `${name} proxy`),
    ),
    ...(layout.generation === 'dispute-games'
      ? [createStep('chain contracts', layout.implementations.AnchorStateRegistry)]
      : []),
    ...proxyAdminSteps(layout),
    ...initializeSteps(intent, layout),
    ...(layout.generation === 'dispute-games'
      ? [createStep('chain contracts', layout.game), setGameStep(layout)]
      : []),
  ]
}

function implementationsOf(layout: L1Layout): Creation[] {
  switch (layout.generation) {
    case 'dispute-games':
      return sharedContracts['dispute-games'].map((name) => layout.implementations[name])
    case 'output-oracle':
      return sharedContracts['output-oracle'].map((name) => layout.implementations[name])
    default:
      throw new TypeError(`unknown generation ${(layout satisfies never as L1Layout).generation}`)
  }
}

/**
 * The steps after the genesis is known: its output root becomes the anchor of the games, its timestamp the beginning
 * of the output oracle.
 */
export function anchorSteps(intent: Intent, layout: L1Layout, anchor: Anchor): L1Step[] {
  const { outputRoot, timestampSeconds } = anchor
  switch (layout.generation) {
    case 'dispute-games': {
      const args = [[{ gameType: PERMISSIONED_GAME, outputRoot: { root: outputRoot, l2BlockNumber: 0n } }]]
      return [initializeStep(layout, { stage: 'anchor', name: 'AnchorStateRegistry', args, gas: 128_000n })]
    }
    case 'output-oracle': {
      const { roles, blockTimeSeconds } = intent
      const { submissionIntervalBlocks, finalizationPeriodSeconds } = outputsOf(intent)
      const args = [
        submissionIntervalBlocks,
        BigInt(blockTimeSeconds),
        0n,
        timestampSeconds,
        roles.proposer,
        roles.challenger,
        finalizationPeriodSeconds,
      ]
      return [initializeStep(layout, { stage: 'anchor', name: 'L2OutputOracle', args, gas: 222_000n })]
    }
    default:
      throw new TypeError(`unknown generation ${(layout satisfies never as L1Layout).generation}`)
  }
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
    ...(layout.generation === 'dispute-games'
      ? [transfer('DisputeGameFactory', layout.proxies.DisputeGameFactory.address)]
      : []),
    transfer('ProxyAdmin', layout.proxyAdmin.address),
  ]
}

function createStep(stage: L1Stage, creation: Creation, name = creation.contract): L1Step {
  const prefix = stage === 'shared implementations' ? 'shared' : 'chain'
  return creationStep(creation, {
    id: `${prefix}.${name.replaceAll(' ', '.')}`,
    stage,
    title: `Create ${name}`,
  })
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

function setGameStep({ proxies, game }: GamesLayout): L1Step {
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
