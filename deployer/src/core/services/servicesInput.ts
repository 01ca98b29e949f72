import type { Address } from 'viem'
import type { Intent } from '../intent/index.ts'
import type { ServicesInput } from './types.ts'

/** The L1 contracts that the services talk to. */
export type ServiceAddresses = {
  SystemConfig: Address
  OptimismPortal2: Address
  DisputeGameFactory: Address
}

/** What the services of a deployed chain need to know. */
export function servicesInput(intent: Intent, addresses: ServiceAddresses): ServicesInput {
  const { l1ChainId, l2ChainId, blockTimeSeconds, generation, roles, run } = intent
  return {
    l1ChainId,
    l2ChainId,
    blockTimeSeconds,
    generation,
    systemConfig: addresses.SystemConfig,
    portal: addresses.OptimismPortal2,
    proposals: addresses.DisputeGameFactory,
    batcher: roles.batcher,
    proposer: roles.proposer,
    run,
  }
}
