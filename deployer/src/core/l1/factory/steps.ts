import { type ChainInput, chainFactoryAbi } from '@opraas/contracts'
import { type Address, encodeFunctionData, type Hex, pad } from 'viem'
import type { Intent } from '../../intent/index.ts'
import type { L1Origin } from '../../outputs.ts'
import { creationOf } from '../contracts.ts'
import type { GamesLayout } from '../layout.ts'
import { creationStep, type L1Step, TRANSACTION_GAS_CAP } from '../step.ts'
import { batchInitCode, packBatches } from './batch.ts'
import type { FactoryLayout } from './parts.ts'

/**
 * The transactions that put everything that chains share, and the factory, on an L1. Anybody may send them; what
 * others have made is passed over.
 *
 * @param sender - Part of the salts: the same batch of two senders must not collide, which would burn all its gas.
 */
export function factorySteps({ parts, factory }: FactoryLayout, sender: Address): L1Step[] {
  const batches = packBatches([...parts, factory])
  return batches.map((creations, index): L1Step => {
    const name = `shared contracts, ${index + 1} of ${batches.length}`
    const batch = creationOf(name, pad(sender, { size: 32 }), batchInitCode(creations))
    const step = creationStep(batch, {
      id: `factory.shared.${index + 1}`,
      stage: 'shared implementations',
      title: `Create ${name}`,
    })
    const done = creations.map(({ address, contract }) => ({ kind: 'code', address, contract }) as const)
    return { ...step, gasLimit: cap(step.gasLimit), done: { kind: 'all', checks: done } }
  })
}

/** What the owner of a chain tells the factory. @param outputRoot - Of the genesis that derives from `origin`. */
export function chainInputOf(intent: Intent, chain: { origin: L1Origin; outputRoot: Hex }): ChainInput {
  const { roles, games } = intent
  const { batcher, unsafeSigner, proposer, challenger } = roles
  return {
    l2ChainId: BigInt(intent.l2ChainId),
    salt: intent.salt,
    origin: { number: chain.origin.number, hash: chain.origin.hash },
    anchorRoot: chain.outputRoot,
    gasLimit: intent.gasLimit,
    guardian: roles.guardian,
    keys: { batcher, unsafeSigner, proposer, challenger },
    game: {
      absolutePrestate: games.absolutePrestate,
      clockExtension: games.clockExtensionSeconds,
      maxClockDuration: games.maxClockDurationSeconds,
    },
  }
}

/**
 * The one transaction that deploys a chain; its owner must be the sender.
 *
 * @param layout - That of `layoutByFactory`.
 */
export function deployStep(layout: GamesLayout, input: ChainInput): L1Step {
  return {
    id: 'ChainFactory.deploy',
    stage: 'chain contracts',
    title: 'Deploy the chain',
    to: layout.deployer,
    data: encodeFunctionData({ abi: chainFactoryAbi, functionName: 'deploy', args: [input] }),
    gasLimit: TRANSACTION_GAS_CAP,
    expectedGas: 14_300_000n,
    // All of a chain, or nothing.
    done: { kind: 'code', address: layout.proxies.SystemConfig.address, contract: 'Proxy' },
  }
}

function cap(gas: bigint): bigint {
  return gas < TRANSACTION_GAS_CAP ? gas : TRANSACTION_GAS_CAP
}
